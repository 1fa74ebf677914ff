import { MpError } from '../errors.js'
import { CandidatesError } from './candidates-error.js'
import type { Entry, Keystore, KeystoreFormat } from './signing-key.js'

/** What the person said of the key to use. */
export interface Wanted {
  readonly alias?: string | undefined
  readonly kid?: string | undefined
}

/**
 * The one private key to use: the one asked for, else the only one, else the only one that may sign, else the only
 * one of these that is valid at `now`. Throws `CandidatesError` where that leaves none or several: never the first.
 */
export function selectEntry(keystore: Keystore, wanted: Wanted, now: number, label: string): Entry {
  const keys = keystore.entries.filter((entry) => entry.type === 'private-key')
  if (keys.length === 0) throw new MpError('MP_KEY_NO_PRIVATE_KEY', `"${label}" holds no private key`)
  const asked = withKid(withAlias(keys, wanted.alias, label), wanted.kid, label)
  const signers = asked.filter((key) => maySign(key, keystore.format))
  const only = single(asked) ?? single(signers) ?? single(signers.filter((key) => isValid(key, now)))
  if (only !== undefined) return only
  throw new CandidatesError(
    'MP_KEY_AMBIGUOUS',
    `"${label}" holds ${asked.length} private keys, and which to use is not clear`,
    asked,
  )
}

/** Java writes aliases in lower case and finds them in any; where only case tells two apart, it counts. */
function withAlias(keys: readonly Entry[], alias: string | undefined, label: string): readonly Entry[] {
  if (alias === undefined) return keys
  const exact = keys.filter((key) => key.alias === alias)
  const found = exact.length > 0 ? exact : keys.filter((key) => folded(key.alias) === folded(alias))
  if (found.length > 0) return found
  throw new CandidatesError(
    'MP_KEY_ALIAS_NOT_FOUND',
    `"${label}" holds no private key with alias "${alias}"`,
    keys,
  )
}

/** A kid picks among keys that have one. To a single key it is the id to send, whatever the file calls it. */
function withKid(keys: readonly Entry[], kid: string | undefined, label: string): readonly Entry[] {
  if (kid === undefined || keys.length === 1 || keys.every((key) => key.kid === undefined)) return keys
  const found = keys.filter((key) => key.kid === kid)
  if (found.length > 0) return found
  throw new CandidatesError(
    'MP_KEY_ALIAS_NOT_FOUND',
    `"${label}" holds no private key with kid "${kid}"`,
    keys,
  )
}

function single(entries: readonly Entry[]): Entry | undefined {
  return entries.length === 1 ? entries[0] : undefined
}

/** An absent key usage excludes nothing. Without a certificate, only a JWK signs: under its own id. */
function maySign({ use, certificates: [leaf] }: Entry, format: KeystoreFormat): boolean {
  if (use === 'enc') return false
  if (leaf === undefined) return format === 'jwk' || format === 'jwks'
  return leaf.usage.length === 0 || leaf.usage.includes('digitalSignature')
}

function isValid({ certificates: [leaf] }: Entry, now: number): boolean {
  return leaf === undefined || (leaf.notBefore <= now && now <= leaf.notAfter)
}

function folded(alias: string): string {
  return alias.normalize('NFC').toLowerCase()
}
