import { revokeAccess } from '../../../flows/admin/access.js'
import type { Host } from '../../../host.js'
import { readOrgnr, readScopeName } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { SCOPES } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin access revoke`: takes a scope from an organisation. */
export async function runAccessRevoke(
  raw: RawOptions,
  host: Host,
  [text = '', number = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  const orgnr = readOrgnr(number)
  return makeChange(raw, host, {
    scopes: SCOPES,
    change: `scope "${scope}" is to be taken from organisation ${orgnr}`,
    destructive: true,
    make: (session) => revokeAccess(session, scope, orgnr),
    render: () => `organisation ${orgnr} has no access to ${scope} any more\n`,
  })
}
