import type { Client } from './state.js'

/** The id of the client that goes by this id, or else by this name: of several, the one that came last. */
export function clientCalled(text: string, clients: readonly Client[]): string | undefined {
  const byId = clients.find(({ client_id }) => client_id === text)
  return (byId ?? clients.findLast(({ client_name }) => client_name === text))?.client_id
}
