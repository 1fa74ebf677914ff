import { updateScope } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import { readScopeName } from '../../../protocol/selfservice/identifiers.js'
import { forSession } from '../../options/admin.js'
import { readScopeUpdate, SCOPE_UPDATE } from '../../options/admin-scope.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { SCOPES } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin scope update`: changes what is named of a scope, and nothing else. */
export async function runScopeUpdate(
  raw: RawOptions,
  host: Host,
  [text = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  const change = readScopeUpdate(raw)
  return makeChange(forSession(raw, SCOPE_UPDATE), host, {
    scopes: SCOPES,
    change: `scope "${scope}" is to be changed`,
    destructive: false,
    make: (session) => updateScope(session, scope, change),
    render: renderFacts,
  })
}
