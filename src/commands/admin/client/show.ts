import { showClient } from '../../../flows/admin/clients.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { READ_CLIENTS } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin client show`: everything the API says of a client. */
export async function runClientShow(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  return showAnswer(raw, host, READ_CLIENTS, (session) => showClient(session, id), renderFacts)
}
