import { listKeys } from '../../../flows/admin/keys.js'
import type { Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderKeys } from '../../render/admin-keys.js'
import { READ_CLIENTS } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin key list`: a client's keys, and how long each is good. */
export async function runKeyList(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const render = (set: Awaited<ReturnType<typeof listKeys>>) => renderKeys(set, host.now())
  return showAnswer(raw, host, READ_CLIENTS, (session) => listKeys(session, id), render)
}
