import { deleteClient } from '../../../flows/admin/clients.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin client delete`: deactivates a client, as the API does. */
export async function runClientDelete(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  return makeChange(raw, host, {
    scopes: WRITE_CLIENTS,
    change: `client "${id}" is to be deactivated`,
    destructive: true,
    undercutting: ({ clientId }) => clientId === id,
    make: (session) => deleteClient(session, id),
    render: () => `client ${id} is deactivated\n`,
  })
}
