import { removeKey } from '../../../flows/admin/keys.js'
import type { Host } from '../../../host.js'
import { readId, readListedKid } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderKeys } from '../../render/admin-keys.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin key remove`: takes one of a client's keys away. */
export async function runKeyRemove(
  raw: RawOptions,
  host: Host,
  [client = '', key = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const kid = readListedKid(key)
  return makeChange(raw, host, {
    scopes: WRITE_CLIENTS,
    change: `key "${kid}" of client "${id}" is to be removed`,
    destructive: true,
    undercutting: async (context) => context.clientId === id && (await context.key()).kid === kid,
    make: (session) => removeKey(session, id, kid),
    render: (set) => renderKeys(set ?? {}, host.now()),
  })
}
