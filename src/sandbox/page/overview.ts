import { type AnnouncedClient, announcement } from '../announcement.js'
import { SCENARIOS } from '../scenarios/list.js'
import type { OpenState } from '../store.js'
import { type Recipe, recipesFor } from './recipes.js'
import type { Report } from './report.js'

/** What the page shows when it has been opened: everything so far. */
export interface Overview {
  issuer: string
  endpoints: { name: string; url: string }[]
  clients: (AnnouncedClient & { name: string; recipes: Recipe[] })[]
  ca: { certificate: string; key: string }
  trusted: string
  scenarios: { known: { name: string; summary: string }[]; playing: readonly string[] }
  reports: readonly Report[]
}

/** Describes a sandbox that answers at `origin`, and what it has answered. */
export function overview(
  state: OpenState,
  origin: string,
  playing: readonly string[],
  reports: readonly Report[],
): Overview {
  const { issuer, altinn, selfservice, clients, ca, trusted } = announcement(state, origin)
  const nameOf = (id: string) => state.clients.find(({ client_id }) => client_id === id)?.client_name ?? ''
  return {
    issuer,
    endpoints: [
      { name: 'Token endpoint', url: `${origin}/token` },
      { name: 'Metadata', url: `${origin}/.well-known/oauth-authorization-server` },
      { name: 'Keys of the issuer', url: `${origin}/jwk` },
      { name: 'Altinn’s exchange', url: `${altinn}/authentication/api/v1/exchange/maskinporten` },
      { name: 'Self-service API', url: selfservice },
      { name: 'For programs', url: `${origin}/.well-known/mp-sandbox` },
    ],
    clients: clients.map((client) => ({
      ...client,
      name: nameOf(client.client_id),
      recipes: recipesFor(client, state, origin),
    })),
    ca,
    trusted,
    scenarios: { known: SCENARIOS.map(({ name, summary }) => ({ name, summary })), playing },
    reports,
  }
}
