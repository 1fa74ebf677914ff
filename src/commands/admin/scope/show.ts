import { showScope } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import { readScopeName } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { SCOPES } from '../administer.js'
import { showAnswer } from '../answer.js'

/** `mp admin scope show`: everything the API says of a scope. */
export async function runScopeShow(
  raw: RawOptions,
  host: Host,
  [text = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  return showAnswer(raw, host, SCOPES, (session) => showScope(session, scope), renderFacts)
}
