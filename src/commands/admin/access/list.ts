import { listAccess } from '../../../flows/admin/access.js'
import type { Host } from '../../../host.js'
import { readScopeName } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderAccess } from '../../render/admin-lists.js'
import { SCOPES } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin access list`: the organisations that may have a scope. */
export async function runAccessList(
  raw: RawOptions,
  host: Host,
  [text = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  return showAnswer(raw, host, SCOPES, (session) => listAccess(session, scope), renderAccess)
}
