import { join } from 'node:path'
import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { stateDirectory } from '../profiles/directories.js'
import { ENVIRONMENTS, type Environment, SANDBOX_ORIGIN } from '../profiles/environments.js'
import type { Layer, Settings } from '../profiles/settings.js'
import { isObject } from '../protocol/json-body.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import type { AnnouncedClient, Announcement } from '../sandbox/announcement.js'
import { announcement } from '../sandbox/announcement.js'
import { createSandbox, type SandboxOptions } from '../sandbox/routes.js'
import { listen } from '../sandbox/server.js'
import { type OpenState, openState, readTrusted, rereadState, saveState } from '../sandbox/store.js'

/** The sandbox as a command meets it: where it is, what it brings along, and how it is let go. */
export interface AttachedSandbox {
  environment: Environment
  /** Client and key, for whatever the person did not choose. */
  layer: Layer
  /** The client whose key stands in for that of a client that the sandbox does not know. */
  lender?: string
  release(): Promise<void>
}

/**
 * Finds a running sandbox (`MP_SANDBOX`, else the default port), or starts one for the length of the command. `stay`: the
 * command sends nothing, so none is looked for and its state is enough.
 */
export async function attachSandbox(
  clientId: string | undefined,
  host: Host,
  going: 'reach' | 'stay',
): Promise<AttachedSandbox> {
  const running = going === 'reach' ? await runningSandbox(host) : undefined
  if (running) return attached(running, new URL(running.issuer).origin, clientId, async () => {})
  const state = await openSandboxState(host)
  const origin = namedOrigin(host) ?? SANDBOX_ORIGIN
  const announced = announcement(state, origin)
  if (going === 'stay') return attached(announced, origin, clientId, async () => {})
  const { origin: reachedAt, close } = await listen(
    () => createSandbox(sandboxOptions(origin, state, host)),
    { port: 0 },
  )
  return attached(announced, reachedAt, clientId, close)
}

/** The sandbox's state, made where there is none. */
export async function openSandboxState(host: Host): Promise<OpenState> {
  const dir = sandboxFolder(host)
  return inFolder(dir, () => openState(host.files, dir, host))
}

/** Where the sandbox keeps its state. */
export function sandboxFolder({ env, home }: Pick<Host, 'env' | 'home'>): string {
  return join(stateDirectory(env, home), 'sandbox')
}

/** Does something in a folder of the sandbox's. Throws `MP_FILE` where the operating system is against it. */
export async function inFolder<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined || cause instanceof MpError) throw cause
    throw new MpError('MP_FILE', `the sandbox's folder "${dir}" cannot be used (${code})`, { cause })
  }
}

/** What a sandbox is made of that goes by the name of `origin` and keeps what it is told. */
export function sandboxOptions(origin: string, state: OpenState, host: Host): SandboxOptions {
  const trusted = () => readTrusted(host.files, state.paths.trusted)
  const save = () => saveState(host.files, state)
  const reload = () => rereadState(host.files, state)
  return { state, origin, now: host.now, newId: host.newId, trusted, save, reload }
}

/** Where a value comes from that the sandbox brought along. */
export const ORIGIN = 'the sandbox'

const PROBE_MS = 2000
/** Where Altinn has its keys, and the sandbox as well. */
const ALTINN_KEYS = '/authentication/api/v1/openid/.well-known/openid-configuration/jwks'

/** What answers at `MP_SANDBOX` must be a sandbox; what answers at the default port may be anything, or somebody else's. */
async function runningSandbox(host: Host): Promise<Announcement | undefined> {
  const named = namedOrigin(host)
  const url = `${named ?? SANDBOX_ORIGIN}/.well-known/mp-sandbox`
  try {
    const response = await host.sender(
      PROBE_MS,
      'direct',
    )({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
    })
    const answer: unknown = JSON.parse(response.body)
    if (isAnnouncement(answer) && (named || isReadable(answer, host))) return answer
  } catch (error) {
    if (named && error instanceof MpError) throw error
  }
  if (named) throw new MpError('MP_UNREACHABLE', `${named}, named by $MP_SANDBOX, is not a sandbox of mp`)
  return undefined
}

function namedOrigin({ env }: Host): string | undefined {
  if (!env.MP_SANDBOX) return undefined
  if (isSecureUrl(env.MP_SANDBOX)) return new URL(env.MP_SANDBOX).origin
  throw new MpError(
    'MP_VARIABLE_INVALID',
    `$MP_SANDBOX "${env.MP_SANDBOX}" is not an https: URL, nor an http: one of this machine`,
  )
}

function isAnnouncement(value: unknown): value is Announcement {
  return isObject(value) && value.schema === 'mp.sandbox/1' && Array.isArray(value.clients)
}

function isReadable({ clients }: Announcement, { files }: Host): boolean {
  const paths = clients.flatMap(({ keystore, jwk }) => keystore ?? jwk ?? [])
  try {
    return paths.every((path) => files.read(path) !== undefined)
  } catch {
    return false // another user's
  }
}

function attached(
  announced: Announcement,
  reachedAt: string,
  clientId: string | undefined,
  release: () => Promise<void>,
): AttachedSandbox {
  const { issuer } = announced
  const known = announced.clients.find(({ client_id }) => client_id === clientId)
  const client = known ?? announced.clients[0]
  const builtIn = ENVIRONMENTS.find(({ name }) => name === 'sandbox')
  const environment: Environment = {
    ...builtIn,
    name: 'sandbox',
    issuer,
    tokenEndpoint: `${reachedAt}/token`,
    altinn: reachedAt,
    samples: reachedAt,
    selfservice: `${reachedAt}/api/v1`,
    keys: { maskinporten: `${reachedAt}/jwk`, altinn: `${reachedAt}${ALTINN_KEYS}` },
  }
  return {
    environment,
    layer: { settings: client ? settingsOf(client) : {}, origin: () => ORIGIN },
    ...(clientId !== undefined && !known && client && { lender: client.client_id }),
    release,
  }
}

function settingsOf({ client_id, keystore, password_file, jwk, kid }: AnnouncedClient): Settings {
  const file = (path: string) => ({ kind: 'file', path, label: path }) as const
  const path = keystore ?? jwk
  if (path === undefined) return { clientId: client_id }
  return {
    clientId: client_id,
    key: {
      source: file(path),
      ...(password_file !== undefined && { password: file(password_file) }),
      ...(kid !== undefined && { kid }),
    },
  }
}
