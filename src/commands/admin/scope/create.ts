import { createScope } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import { forSession } from '../../options/admin.js'
import { readScopeCreate, SCOPE_CREATE } from '../../options/admin-scope.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { SCOPES } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin scope create`: a scope under a prefix of the organisation's own. */
export async function runScopeCreate(raw: RawOptions, host: Host): Promise<undefined> {
  const wish = readScopeCreate(raw)
  return makeChange(forSession(raw, SCOPE_CREATE), host, {
    scopes: SCOPES,
    change: `scope "${wish.prefix}:${wish.subscope}" is to be created`,
    destructive: false,
    make: (session) => createScope(session, wish),
    render: renderFacts,
  })
}
