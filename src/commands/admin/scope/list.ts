import { listScopes } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import type { RawOptions } from '../../options/option.js'
import { renderScopes } from '../../render/admin-lists.js'
import { SCOPES } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin scope list`: the organisation's own scopes. */
export function runScopeList(raw: RawOptions, host: Host): Promise<undefined> {
  const inactive = raw.inactive === true
  return showAnswer(raw, host, SCOPES, (session) => listScopes(session, { inactive }), renderScopes)
}
