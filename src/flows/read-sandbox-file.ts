import { dirname, resolve } from 'node:path'
import { MpError } from '../errors.js'
import type { Files } from '../host.js'
import { readPublicKeys } from '../keys/public-file.js'
import { publicJwk, thumbprint } from '../keys/write/jwk.js'
import { parseSandboxFile, sandboxFileError } from '../profiles/sandbox-file.js'
import type { SandboxClient, SandboxFile } from '../profiles/sandbox-shape.js'
import { readFile } from '../read-file.js'
import type { PublicJwk } from './read-public-key.js'

/** A sandbox's file, and what the files hold that it names. */
export interface ReadSandboxFile {
  /** The file as the person wrote it. */
  label: string
  file: SandboxFile
  /** The clients' public keys, by the client's place in the file. */
  keys: readonly (readonly PublicJwk[])[]
}

export interface ReadSandboxFilePorts {
  files: Pick<Files, 'read'>
  cwd: string
}

/** Reads a sandbox's file and the public keys that it names; paths in it are relative to it. Throws `MP_FILE`, `MP_SANDBOX_FILE`. */
export async function readSandboxFile(label: string, ports: ReadSandboxFilePorts): Promise<ReadSandboxFile> {
  const path = resolve(ports.cwd, label)
  const bytes = readFile(ports.files, path, label, 'MP_FILE')
  if (bytes === undefined) throw new MpError('MP_FILE', `there is no file "${label}"`)
  const file = await parseSandboxFile(Buffer.from(bytes).toString('utf8'), path, label)
  const reader = { files: ports.files, folder: dirname(path), label }
  return { label, file, keys: (file.clients ?? []).map((client, at) => keysOf(client, at, reader)) }
}

interface KeyReader {
  files: Pick<Files, 'read'>
  folder: string
  label: string
}

function keysOf({ keys = [] }: SandboxClient, client: number, reader: KeyReader): PublicJwk[] {
  return keys.flatMap((key, at) => {
    const path = `clients.${client}.keys.${at}`
    const bytes = typeof key.file === 'string' ? bytesOf(key.file, reader) : Buffer.from(JSON.stringify(key))
    const found = readPublicKeys(bytes).filter((it) => it.key.asymmetricKeyType === 'rsa')
    if (found.length === 0)
      throw sandboxFileError(reader.label, [{ path, message: 'holds no RSA public key' }])
    return found.map(({ key: half, kid = thumbprint(half) }) => ({
      ...publicJwk(half, { kid, alg: 'RS256' }),
      kid,
    }))
  })
}

function bytesOf(named: string, { files, folder, label }: KeyReader): Uint8Array {
  const bytes = readFile(files, resolve(folder, named), named, 'MP_FILE')
  if (bytes !== undefined) return bytes
  throw new MpError('MP_FILE', `there is no file "${named}", which "${label}" names`)
}
