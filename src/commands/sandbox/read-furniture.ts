import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { MpError } from '../../errors.js'
import type { Files } from '../../host.js'
import { readPublicKeys } from '../../keys/public-file.js'
import { publicJwk, thumbprint } from '../../keys/write/jwk.js'
import { parseSandboxFile, sandboxFileError } from '../../profiles/sandbox-file.js'
import type { SandboxClient, SandboxFile } from '../../profiles/sandbox-shape.js'
import { readFile } from '../../read-file.js'
import type { RegisteredKey } from '../../sandbox/state.js'

/** A sandbox's file, and what the files hold that it names. */
export interface ReadFile {
  label: string
  file: SandboxFile
  /** By the client's place in the file. */
  keys: readonly (readonly RegisteredKey[])[]
}

export interface ReadFurniturePorts {
  files: Pick<Files, 'read'>
  cwd: string
  now(): number
}

/** As long as a key may live (Digdir: self-service API). */
const KEY_LIFE = 365 * 24 * 60 * 60

/** Reads a sandbox's file and the public keys that it names; paths are relative to it. Throws `MP_FILE`, `MP_SANDBOX_FILE`. */
export async function readFurniture(label: string, ports: ReadFurniturePorts): Promise<ReadFile> {
  const path = resolve(ports.cwd, label)
  const bytes = readFile(ports.files, path, label, 'MP_FILE')
  if (bytes === undefined) throw new MpError('MP_FILE', `there is no file "${label}"`)
  const file = await parseSandboxFile(Buffer.from(bytes).toString('utf8'), path, label)
  const reader = { files: ports.files, folder: dirname(path), label, exp: ports.now() + KEY_LIFE }
  return { label, file, keys: (file.clients ?? []).map((client, at) => keysOf(client, at, reader)) }
}

interface KeyReader {
  files: Pick<Files, 'read'>
  folder: string
  label: string
  exp: number
}

function keysOf({ keys = [] }: SandboxClient, client: number, reader: KeyReader): RegisteredKey[] {
  return keys.flatMap((key, at) => {
    const path = `clients.${client}.keys.${at}`
    const bytes = typeof key.file === 'string' ? bytesOf(key.file, reader) : Buffer.from(JSON.stringify(key))
    const found = readPublicKeys(bytes).filter((it) => it.key.asymmetricKeyType === 'rsa')
    if (found.length > 0) return found.map(({ key: half, kid }) => registered(half, kid, reader.exp))
    throw sandboxFileError(reader.label, [{ path, message: 'holds no RSA public key' }])
  })
}

function bytesOf(named: string, { files, folder, label }: KeyReader): Uint8Array {
  const bytes = readFile(files, resolve(folder, named), named, 'MP_FILE')
  if (bytes !== undefined) return bytes
  throw new MpError('MP_FILE', `there is no file "${named}", which "${label}" names`)
}

function registered(
  key: Parameters<typeof publicJwk>[0],
  kid: string | undefined,
  exp: number,
): RegisteredKey {
  const known = kid ?? thumbprint(key)
  return { ...publicJwk(key, { kid: known, alg: 'RS256' }), kid: known, exp } as RegisteredKey
}

/** An id for what has none: the same for the same words, so that a configuration may be kept. */
export function idFor(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
