import { listClients } from '../../../flows/admin/clients.js'
import type { Host } from '../../../host.js'
import type { RawOptions } from '../../options/option.js'
import { renderClients } from '../../render/admin-lists.js'
import { READ_CLIENTS } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin client list`: the organisation's clients. */
export function runClientList(raw: RawOptions, host: Host): Promise<undefined> {
  const inactive = raw.inactive === true
  return showAnswer(raw, host, READ_CLIENTS, (session) => listClients(session, { inactive }), renderClients)
}
