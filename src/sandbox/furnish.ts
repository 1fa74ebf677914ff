import type { Client, SandboxState, Scope } from './state.js'

/** What a sandbox is to have beside what it has. */
export type Furniture = Pick<
  SandboxState,
  'clients' | 'scopes' | 'access' | 'delegations' | 'systems' | 'system_users' | 'consents'
>

/** The state with the furniture in it. What has a name that is there already takes its place; the state given stays as it is. */
export function furnish<State extends SandboxState>(state: State, furniture: Furniture): State {
  const client = ({ client_id }: Client) => client_id
  const scope = ({ name }: Scope) => name
  const byId = ({ id }: { id: string }) => id
  return {
    ...state,
    clients: replaced(state.clients, furniture.clients, client),
    scopes: replaced(state.scopes, furniture.scopes, scope),
    access: [...state.access, ...furniture.access],
    delegations: [...state.delegations, ...furniture.delegations],
    systems: replaced(state.systems, furniture.systems, byId),
    system_users: replaced(state.system_users, furniture.system_users, byId),
    consents: replaced(state.consents, furniture.consents, byId),
  }
}

function replaced<T>(before: readonly T[], more: readonly T[], nameOf: (it: T) => string): T[] {
  const names = new Set(more.map(nameOf))
  return [...before.filter((it) => !names.has(nameOf(it))), ...more]
}
