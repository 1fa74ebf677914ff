import { addOnBehalfOf } from '../../../flows/admin/onbehalfof.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import { forSession } from '../../options/admin.js'
import { ONBEHALFOF_ADD, readOnBehalfOfAdd } from '../../options/admin-onbehalfof.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin onbehalfof add`: one more organisation that a client acts for. */
export async function runOnBehalfOfAdd(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const wish = readOnBehalfOfAdd(raw)
  return makeChange(forSession(raw, ONBEHALFOF_ADD), host, {
    scopes: WRITE_CLIENTS,
    change: `client "${id}" is to act for organisation ${wish.orgnr}`,
    destructive: false,
    make: (session) => addOnBehalfOf(session, id, wish),
    render: renderFacts,
  })
}
