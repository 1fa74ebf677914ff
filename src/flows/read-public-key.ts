import type { KeyObject } from 'node:crypto'
import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { requireRsa } from '../keys/fitness.js'
import { type PublicKey, readPublicKeys } from '../keys/public-file.js'
import { publicJwk, thumbprint } from '../keys/write/jwk.js'
import type { Resolved } from '../profiles/resolve.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import { readId } from '../protocol/selfservice/identifiers.js'
import { openStore } from './open-store.js'
import { type ReadKeystorePorts, readKeyFile } from './read-keystore.js'
import { takeKey } from './take-key.js'

/** The public half of a key, as it is registered (Digdir, "API for sjølvbetjening", JWK). */
export type PublicJwk = Record<string, string> & { kid: string }

/**
 * The public half of the key that the settings name, whether the file holds the private one or not. Its kid is the one
 * given, else the file's own, else its RFC 7638 thumbprint. Throws `MP_KEY_*`, and `MP_USAGE` for a kid that Digdir does not take.
 */
export async function readPublicKey(
  key: Resolved['key'],
  alg: Algorithm,
  host: ReadKeystorePorts & Pick<Host, 'now'>,
): Promise<PublicJwk> {
  const { bytes, label } = await readKeyFile(key, host)
  const { key: half, kid } = await privateHalf(bytes, key, label, host).catch((error) => {
    const isPublic = error instanceof MpError && error.code === 'MP_KEY_NO_PRIVATE_KEY'
    return publicHalf(isPublic ? readPublicKeys(bytes) : [], key.kid?.value, label, error)
  })
  const registered = readId(kid, 'kid')
  return { ...publicJwk(half, { kid: registered, alg }), kid: registered }
}

interface NamedKey {
  key: KeyObject
  kid: string
}

async function privateHalf(
  bytes: Uint8Array,
  key: Resolved['key'],
  label: string,
  host: ReadKeystorePorts & Pick<Host, 'now'>,
): Promise<NamedKey> {
  const keystore = await openStore(bytes, key, label, host)
  const kid = key.kid?.value
  const taken = takeKey(keystore, { alias: key.alias?.value, kid }, { now: host.now(), label, kid })
  return { key: taken.privateKey, kid: taken.kid }
}

/** A kid picks among several, and names a single one. Where there is none, what was said of the file before stands. */
function publicHalf(
  keys: readonly PublicKey[],
  kid: string | undefined,
  label: string,
  otherwise: unknown,
): NamedKey {
  if (keys.length === 0) throw otherwise
  const [found, ...more] = keys.length > 1 ? keys.filter((it) => kid !== undefined && it.kid === kid) : keys
  if (found === undefined || more.length > 0)
    throw new MpError(
      'MP_KEY_AMBIGUOUS',
      `"${label}" holds ${keys.length} public keys, and which to use is not clear`,
    )
  const { key, kid: own, use } = found
  requireRsa({ alias: own ?? '1', ...(use !== undefined && { use }) }, key, label)
  return { key, kid: kid ?? own ?? thumbprint(key) }
}
