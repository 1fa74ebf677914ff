import { type Handler, json } from './answer.js'
import type { Client, SandboxState } from './state.js'
import type { OpenState } from './store.js'

/** One client, the scopes it can have a token for, and where its key lies. */
export interface AnnouncedClient {
  client_id: string
  orgnr: string
  auth: 'x5c' | 'kid'
  scopes: string[]
  /** Path of the `.p12`, and of the file that holds its password. */
  keystore?: string
  password_file?: string
  /** Path of the private JWK, and its id. */
  jwk?: string
  kid?: string
}

/** What a program in any language needs in order to use a running sandbox: `mp.sandbox/1`. */
export interface Announcement {
  schema: 'mp.sandbox/1'
  issuer: string
  altinn: string
  selfservice: string
  clients: AnnouncedClient[]
  /** The CA that signs certificates for the sandbox, as PEM files. */
  ca: { certificate: string; key: string }
  /** A folder: CAs laid here as PEM are trusted as well. */
  trusted: string
}

/** Describes a sandbox that answers at `origin`. Clients registered without a key file are described without one. */
export function announcement(state: OpenState, origin: string): Announcement {
  return {
    schema: 'mp.sandbox/1',
    issuer: `${origin}/`,
    altinn: origin,
    selfservice: `${origin}/api/v1`,
    clients: state.clients.filter(({ active }) => active).map((client) => announced(client, state)),
    ca: { ...state.paths.ca },
    trusted: state.paths.trusted,
  }
}

/** `/.well-known/mp-sandbox`: the announcement, so that other commands can tell a sandbox from any other server. */
export function announcementHandler(state: OpenState, origin: string): Handler {
  return async () => json(200, announcement(state, origin))
}

function announced(client: Client, state: OpenState): AnnouncedClient {
  const { client_id, orgnr, auth } = client
  const scopes = client.scopes.filter((name) => isObtainable(name, client, state))
  return { client_id, orgnr, auth, scopes, ...state.paths.clients[client_id] }
}

/** Leaves out the scopes that are there to be refused: nobody who joins what is announced should be. */
function isObtainable(name: string, client: Client, state: SandboxState): boolean {
  const scope = state.scopes.find((it) => it.name === name && it.active)
  if (!scope?.allowed_integration_types.includes(client.integration_type)) return false
  const has = state.access.some((it) => it.scope === name && it.consumer_orgno === client.orgnr)
  const isLent = state.delegations.some((it) => it.scope === name && it.supplier_orgno === client.orgnr)
  return scope.accessible_for_all || has || isLent
}
