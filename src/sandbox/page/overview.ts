import { type AnnouncedClient, announcement } from '../announcement.js'
import { PUBLISHED_REFUSALS } from '../refusals/refusals.js'
import { SCENARIOS } from '../scenarios/list.js'
import type { OpenState } from '../store.js'
import { type Recipe, recipesFor } from './recipes.js'
import type { Report } from './report.js'

/** What can be played, by a heading where it has one. */
interface Choice {
  name: string
  summary: string
  group?: string
}

/** What the page shows when it has been opened: everything so far. */
export interface Overview {
  issuer: string
  endpoints: { name: string; url: string }[]
  clients: (AnnouncedClient & { name: string; recipes: Recipe[] })[]
  ca: { certificate: string; key: string }
  trusted: string
  scenarios: { known: Choice[]; playing: readonly string[] }
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
      { name: 'Altinn’s system register', url: `${altinn}/authentication/api/v1/systemregister/vendor` },
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
    scenarios: { known: choices(), playing },
    reports,
  }
}

function choices(): Choice[] {
  const named = SCENARIOS.filter(({ parameter }) => parameter.kind !== 'refusal')
  const refusals = PUBLISHED_REFUSALS.map(({ name, voice }) => ({ name: `refuse=${name}`, group: voice }))
  return [
    ...named.map(({ name, summary }) => ({ name, summary: `${name}: ${summary}` })),
    ...refusals.map(({ name, group }) => ({ name, summary: name, group: `${group} refuses` })),
  ]
}
