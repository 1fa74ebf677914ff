import { searchScopes } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import type { RawOptions } from '../../options/option.js'
import { renderFoundScopes } from '../../render/admin-lists.js'
import { showAnswer } from '../answer.js'

/** `mp admin scope search`: the public list of all organisations' scopes, which needs no login. */
export function runScopeSearch(
  raw: RawOptions,
  host: Host,
  [text = '']: readonly string[],
): Promise<undefined> {
  return showAnswer(raw, host, [], (_, context) => searchScopes(context, text), renderFoundScopes)
}
