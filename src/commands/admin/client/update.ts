import { updateClient } from '../../../flows/admin/clients.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import { forSession } from '../../options/admin.js'
import { CLIENT_UPDATE, readClientUpdate } from '../../options/admin-client.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin client update`: changes what is named of a client, and nothing else. */
export async function runClientUpdate(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const change = readClientUpdate(raw)
  return makeChange(forSession(raw, CLIENT_UPDATE), host, {
    scopes: WRITE_CLIENTS,
    change: `client "${id}" is to be changed`,
    destructive: false,
    undercutting: ({ clientId }) => clientId === id && change.removeScopes.some(isForAdministering),
    make: (session) => updateClient(session, id, change),
    render: renderFacts,
  })
}

/** Scopes of the self-service API itself (Digdir, "API for sjølvbetjening"). */
function isForAdministering(scope: string): boolean {
  return scope.startsWith('idporten:')
}
