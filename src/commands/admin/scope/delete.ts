import { deleteScope } from '../../../flows/admin/scopes.js'
import type { Host } from '../../../host.js'
import { readScopeName } from '../../../protocol/selfservice/identifiers.js'
import type { RawOptions } from '../../options/option.js'
import { SCOPES } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin scope delete`: deactivates a scope, as the API does. */
export async function runScopeDelete(
  raw: RawOptions,
  host: Host,
  [text = '']: readonly string[],
): Promise<undefined> {
  const scope = readScopeName(text)
  return makeChange(raw, host, {
    scopes: SCOPES,
    change: `scope "${scope}" is to be deactivated`,
    destructive: true,
    make: (session) => deleteScope(session, scope),
    render: () => `scope ${scope} is deactivated\n`,
  })
}
