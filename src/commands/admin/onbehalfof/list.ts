import { listOnBehalfOf } from '../../../flows/admin/onbehalfof.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderOnBehalfOf } from '../../render/admin-lists.js'
import { READ_CLIENTS } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin onbehalfof list`: the organisations that a client acts for. */
export async function runOnBehalfOfList(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  return showAnswer(raw, host, READ_CLIENTS, (session) => listOnBehalfOf(session, id), renderOnBehalfOf)
}
