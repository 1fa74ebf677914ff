import { removeOnBehalfOf } from '../../../flows/admin/onbehalfof.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin onbehalfof remove`: one organisation less that a client acts for. */
export async function runOnBehalfOfRemove(
  raw: RawOptions,
  host: Host,
  [client = '', onBehalfOf = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const gone = readId(onBehalfOf, 'onbehalfof id')
  return makeChange(raw, host, {
    scopes: WRITE_CLIENTS,
    change: `onbehalfof "${gone}" of client "${id}" is to be removed`,
    destructive: true,
    make: (session) => removeOnBehalfOf(session, id, gone),
    render: () => `client ${id} does not act on behalf of ${gone} any more\n`,
  })
}
