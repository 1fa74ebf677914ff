import { grantAccess } from '../../../flows/admin/access.js'
import type { Host } from '../../../host.js'
import { readOrgnr, readScopeName } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { SCOPES } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin access grant`: lets an organisation have a scope. */
export async function runAccessGrant(
  raw: RawOptions,
  host: Host,
  [text = '', number = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  const orgnr = readOrgnr(number)
  return makeChange(raw, host, {
    scopes: SCOPES,
    change: `organisation ${orgnr} is to be granted scope "${scope}"`,
    destructive: false,
    make: (session) => grantAccess(session, scope, orgnr),
    render: renderFacts,
  })
}
