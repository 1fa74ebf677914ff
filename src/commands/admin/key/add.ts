import { IncompleteError, MpError } from '../../../errors.js'
import { addKey } from '../../../flows/admin/keys.js'
import { readPublicKey } from '../../../flows/read-public-key.js'
import type { Host } from '../../../host.js'
import type { Resolved } from '../../../profiles/resolve.js'
import type { KeySettings } from '../../../profiles/settings.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import { mayPrompt } from '../../may-prompt.js'
import { forSession } from '../../options/admin.js'
import { KEY_ADD, readKeyAdd } from '../../options/admin-key.js'
import { readGlobal } from '../../options/global.js'
import type { RawOptions } from '../../options/option.js'
import { flagLayer } from '../../read-request.js'
import { renderKeys } from '../../render/admin-keys.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin key add`: registers the public half of a key on a client, beside those that it has. */
export async function runKeyAdd(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const { key, alg } = readKeyAdd(raw, host.cwd)
  const ports = { ...host, mayPrompt: mayPrompt(readGlobal(raw), host) }
  const jwk = await readPublicKey(asGiven(key), alg, ports)
  return makeChange(forSession(raw, KEY_ADD), host, {
    scopes: WRITE_CLIENTS,
    change: `key "${jwk.kid}" is to be added to client "${id}"`,
    destructive: false,
    make: (session) => addKey(session, id, jwk).catch(nameSessionKey),
    render: (set) => renderKeys(set, host.now()),
  })
}

/** Of the key that is added, the flags alone speak. */
function asGiven(key: KeySettings): Resolved['key'] {
  const { origin } = flagLayer({})
  const facts = Object.entries(key).map(([name, value]) => {
    return [name, { value, origin: origin(name === 'source' ? 'key.file' : `key.${name}`) }] as const
  })
  return Object.fromEntries(facts)
}

/** `--key` was given, and it is not the one that is missing. */
function nameSessionKey(error: unknown): never {
  if (!(error instanceof IncompleteError) || error.missing !== 'key') throw error
  throw new MpError(
    'MP_CONFIG_INCOMPLETE',
    'no key was given for the session: --key is the one to add, and the session\'s is "key" in the profile or MP_KEY',
  )
}
