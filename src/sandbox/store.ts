import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Files as HostFiles } from '../host.js'
import { catchUp, EDITION } from './catch-up.js'
import { readCertificate } from './certificates.js'
import {
  CA_FILES,
  type ClientFiles,
  type FreshState,
  type MakeStateDeps,
  makeState,
  newRegistry,
} from './make-state.js'
import { CLIENT_IDS } from './registry.js'
import type { SandboxState } from './state.js'

export type { ClientFiles } from './make-state.js'

type Files = Pick<HostFiles, 'read' | 'write' | 'makeFolder'>

/** Where the things of a state lie, as absolute paths. */
export interface StatePaths {
  /** The file that holds the registered state. */
  state: string
  /** The issuing CA, with which a person may sign keys of their own. */
  ca: { certificate: string; key: string }
  /** A folder for CAs of the person's own. It outlives the state. */
  trusted: string
  /** By client id. */
  clients: Record<string, ClientFiles>
}

/** A state that has been read from its folder. */
export type OpenState = SandboxState & { paths: StatePaths }

/** What `state.json` holds: paths are relative to its folder, which is renamed once. */
interface StoredState {
  version: 1
  /** Of the registry that the state was made of; the first had none. */
  edition?: number
  state: SandboxState
  clients: Record<string, ClientFiles>
}

export interface OpenStateDeps extends MakeStateDeps {
  /** Makes what is not there yet. */
  make?: typeof makeState
}

const STATE_FILE = 'state.json'
const ATTEMPTS = 10

/**
 * Opens the sandbox's state under `dir`, and makes it where there is none or where it is damaged or over.
 *
 * Each state has a folder, `state-1`, `state-2` and so on, and the highest number counts. A new one is written whole under
 * another name and then takes its number by a rename, which the system refuses when someone else was first: of many
 * processes that find nothing, one wins and the others read what it made.
 */
export async function openState(files: Files, dir: string, deps: OpenStateDeps): Promise<OpenState> {
  let fresh: FreshState | undefined
  files.makeFolder(join(dir, 'trusted'))
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const number = newest(dir)
    const opened = number > 0 ? readState(files, dir, number, deps.now()) : undefined
    if (opened) return opened
    fresh ??= await (deps.make ?? makeState)(deps)
    removeUnfinished(dir, deps.now())
    install(files, dir, number + 1, fresh, deps.newId())
  }
  throw new Error(`the sandbox's state in ${dir} is damaged as soon as it is made`)
}

/** What a state's file held when it was last read, as long as nothing has been written to it since. */
const lastRead = new WeakMap<OpenState, Uint8Array>()

/** Writes what has been changed in an open state back to its file. */
export function saveState(files: Pick<Files, 'write'>, open: OpenState): void {
  const { paths, ...state } = open
  lastRead.delete(open)
  const folder = join(paths.state, '..')
  const clients = Object.entries(paths.clients).map(([id, its]) => [id, relativeTo(folder, its)])
  files.write(
    paths.state,
    stored({ version: 1, edition: EDITION, state, clients: Object.fromEntries(clients) }),
  )
}

/**
 * Puts a state that is kept under `dir` back as it was new: what is registered, not the keys, certificates and CA, for programs
 * have been told where those are. Gives the path of what was written, or undefined where nothing is kept that could be opened.
 */
export function resetState(
  files: Pick<Files, 'read' | 'write'>,
  dir: string,
  now: number,
): string | undefined {
  const kept = readState(files, dir, newest(dir), now)
  const key = kept && ownKey(files, kept)
  if (kept === undefined || key === undefined) return undefined
  saveState(files, { ...kept, ...newRegistry(key, now) })
  return kept.paths.state
}

/** The registered client's own key: that of its file, whatever has been registered since. */
function ownKey(
  files: Pick<Files, 'read'>,
  { paths }: OpenState,
): Parameters<typeof newRegistry>[0] | undefined {
  const own = paths.clients[CLIENT_IDS.key]
  if (own === undefined || !('jwk' in own)) return undefined
  try {
    return JSON.parse(Buffer.from(files.read(own.jwk) ?? []).toString('utf8'))
  } catch {
    return undefined
  }
}

/** Takes over what another process has saved since; a file that is gone or damaged changes nothing. */
export function rereadState(files: Pick<Files, 'read'>, state: OpenState): void {
  const bytes = files.read(state.paths.state)
  const before = lastRead.get(state)
  if (bytes === undefined || (before && Buffer.compare(bytes, before) === 0)) return
  const found = parse(bytes)
  if (found === undefined) return
  Object.assign(state, current(found))
  lastRead.set(state, bytes)
}

/** The certificates that a person has laid in the folder `trusted`, as PEM; what is no certificate is passed over. */
export function readTrusted(files: Pick<Files, 'read'>, dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .flatMap(({ name }) => pemBlocks(files.read(join(dir, name))))
    .filter((pem) => readCertificate(pem) !== undefined)
}

function pemBlocks(bytes: Uint8Array | undefined): string[] {
  const text = Buffer.from(bytes ?? []).toString('latin1')
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

function newest(dir: string): number {
  const numbers = readdirSync(dir).map((name) => Number(/^state-([1-9][0-9]*)$/.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers)
}

/** Undefined where the state is damaged, not begun or over. Trouble with the files themselves passes through. */
function readState(
  files: Pick<Files, 'read'>,
  dir: string,
  number: number,
  now: number,
): OpenState | undefined {
  const folder = join(dir, `state-${number}`)
  const found = parse(files.read(join(folder, STATE_FILE)))
  if (found === undefined || now < found.state.valid_from || now >= found.state.expires_at) return undefined
  const clients = Object.entries(found.clients).map(([id, its]) => [id, absoluteIn(folder, its)] as const)
  const paths: StatePaths = {
    state: join(folder, STATE_FILE),
    ca: { certificate: join(folder, CA_FILES.certificate), key: join(folder, CA_FILES.key) },
    trusted: join(dir, 'trusted'),
    clients: Object.fromEntries(clients),
  }
  return filesOf(paths).every((path) => files.read(path)?.length) ? { ...current(found), paths } : undefined
}

/** An older mp's state is not thrown away for what it lacks: its keys may be in use. It is written as it is now at the next save. */
function current({ edition = 1, state }: StoredState): SandboxState {
  return edition < EDITION ? catchUp(state) : state
}

function parse(bytes: Uint8Array | undefined): StoredState | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'))
    return isStored(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isStored(value: unknown): value is StoredState {
  const { version, state, clients } = value as StoredState
  const lists = [
    state.clients,
    state.scopes,
    state.access,
    state.delegations,
    state.system_users,
    state.consents,
  ]
  return (
    version === 1 &&
    lists.every(Array.isArray) &&
    state.issuer_keys.length > 0 &&
    [state.ca.root, state.ca.issuing].every((pem) => readCertificate(pem) !== undefined) &&
    Number.isInteger(state.valid_from) &&
    Number.isInteger(state.expires_at) &&
    typeof clients === 'object'
  )
}

function filesOf({ ca, clients }: StatePaths): string[] {
  const keys = Object.values(clients).flatMap((its) =>
    'jwk' in its ? [its.jwk] : [its.keystore, its.password_file],
  )
  return [ca.certificate, ca.key, ...keys]
}

function install(files: Files, dir: string, number: number, fresh: FreshState, id: string): void {
  const folder = join(dir, `.new-${id}`)
  for (const [name, bytes] of Object.entries(fresh.files)) files.write(join(folder, name), bytes)
  const { state, clients } = fresh
  files.write(join(folder, STATE_FILE), stored({ version: 1, edition: EDITION, state, clients }))
  try {
    renameSync(folder, join(dir, `state-${number}`))
    removeBefore(dir, number - 1)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    // Systems differ in how they say that the name is taken, so the folder itself is asked.
    if (newest(dir) < number) throw error
  }
}

/** Making a state takes seconds; what an hour has not finished was ended by force, and holds private keys. */
const UNFINISHED = 60 * 60

function removeUnfinished(dir: string, now: number): void {
  for (const name of readdirSync(dir).filter((it) => it.startsWith('.new-'))) {
    const folder = join(dir, name)
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY
    if (made / 1000 < now - UNFINISHED) rmSync(folder, { recursive: true, force: true })
  }
}

/** The state that was replaced is kept, for whoever damaged it by hand and wants it back; those before it are not. */
function removeBefore(dir: string, number: number): void {
  for (let old = number - 1; old > 0; old--)
    rmSync(join(dir, `state-${old}`), { recursive: true, force: true })
}

function stored(state: StoredState): string {
  return `${JSON.stringify(state, null, 2)}\n`
}

function absoluteIn(folder: string, its: ClientFiles): ClientFiles {
  if ('jwk' in its) return { jwk: join(folder, its.jwk), kid: its.kid }
  return { keystore: join(folder, its.keystore), password_file: join(folder, its.password_file) }
}

function relativeTo(folder: string, its: ClientFiles): ClientFiles {
  const name = (path: string) => path.slice(folder.length + 1)
  if ('jwk' in its) return { jwk: name(its.jwk), kid: its.kid }
  return { keystore: name(its.keystore), password_file: name(its.password_file) }
}
