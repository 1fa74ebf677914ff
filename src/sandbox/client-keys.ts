import { join } from 'node:path'
import type { Files as HostFiles } from '../host.js'
import { makeKeyPair } from './make-certificate.js'
import {
  type ClientFiles,
  KEY_LIFE,
  type MakeStateDeps,
  makeKeystore,
  newPassword,
  privateJwkFile,
  subjectOf,
} from './make-state.js'
import type { Client, RegisteredKey } from './state.js'
import type { OpenState } from './store.js'

export interface ClientKeysDeps extends MakeStateDeps {
  files: Pick<HostFiles, 'read' | 'create' | 'makeFolder'>
}

/** A client's key, and where it lies. */
export interface ClientKey {
  files: ClientFiles
  /** To be registered; a certificate is not. */
  key?: RegisteredKey
}

/** The key of a client that brought none: made once, and found again beside the state that it belongs to. */
export async function clientKey(client: Client, state: OpenState, deps: ClientKeysDeps): Promise<ClientKey> {
  const folder = join(state.paths.state, '..', 'clients')
  deps.files.makeFolder(folder)
  return client.auth === 'x5c' ? keystoreOf(client, folder, state, deps) : jwkOf(client, folder, deps)
}

async function jwkOf({ client_id }: Client, folder: string, deps: ClientKeysDeps): Promise<ClientKey> {
  const path = join(folder, `${client_id}.jwk.json`)
  const text = await kept(deps.files, path, async () =>
    privateJwkFile(await makeKeyPair(), `mp-sandbox-${deps.newId()}`),
  )
  const { kid, n, e, kty } = JSON.parse(Buffer.from(text).toString('utf8'))
  const key: RegisteredKey = { kid, kty, use: 'sig', alg: 'RS256', n, e, exp: deps.now() + KEY_LIFE }
  return { files: { jwk: path, kid }, key }
}

/** The organisation's number is part of the name: a client that has moved to another gets another certificate. */
async function keystoreOf(
  client: Client,
  folder: string,
  { ca, paths }: OpenState,
  deps: ClientKeysDeps,
): Promise<ClientKey> {
  const base = join(folder, `${client.client_id}-${client.orgnr}`)
  const files = { keystore: `${base}.p12`, password_file: `${base}.password` }
  const password = await kept(deps.files, files.password_file, async () => newPassword())
  await kept(deps.files, files.keystore, async () =>
    makeKeystore({
      pair: await makeKeyPair(),
      subject: subjectOf(client.orgnr, client.client_name),
      ca: { root: ca.root, issuing: { certificate: ca.issuing, key: textOf(deps.files.read(paths.ca.key)) } },
      madeAt: deps.now(),
      password: textOf(password),
    }),
  )
  return { files }
}

/** What the file holds, made where there is none. Of several processes that make it, the first one's stays. */
async function kept(
  files: ClientKeysDeps['files'],
  path: string,
  make: () => Promise<Uint8Array | string>,
): Promise<Uint8Array> {
  const there = files.read(path)
  if (there) return there
  try {
    files.create(path, await make())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return files.read(path) ?? new Uint8Array()
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8')
}
