import { makeRegistry } from './registry.js'
import type { SandboxState } from './state.js'

/** What an earlier mp wrote: it had no system register. */
type EarlierState = Omit<SandboxState, 'systems' | 'system_requests'> &
  Partial<Pick<SandboxState, 'systems' | 'system_requests'>>

/** Which registry a new state is made of. Goes up by one when scopes or whole lists come to it. */
export const EDITION = 4

/**
 * A state made of an earlier registry, with the scopes that have come since: they exist, the sandbox's own clients have
 * them, and access and delegations are as in a new one. What the state has is left as it is, also what was taken away.
 */
export function catchUp(state: EarlierState): SandboxState {
  const registry = makeRegistry(state.valid_from)
  const known = new Set(state.scopes.map(({ name }) => name))
  const isNew = ({ scope }: { scope: string }) => !known.has(scope)
  return {
    ...state,
    systems: state.systems ?? registry.systems,
    system_requests: state.system_requests ?? registry.system_requests,
    scopes: [...state.scopes, ...registry.scopes.filter(({ name }) => !known.has(name))],
    access: [...state.access, ...registry.access.filter(isNew)],
    delegations: [...state.delegations, ...registry.delegations.filter(isNew)],
    clients: state.clients.map((client) => {
      const its = registry.clients.find(({ client_id }) => client_id === client.client_id)
      const more = its?.scopes.filter((name) => !known.has(name)) ?? []
      return { ...client, scopes: [...new Set([...client.scopes, ...more])] }
    }),
  }
}
