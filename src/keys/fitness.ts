import type { KeyObject } from 'node:crypto'
import { MpError } from '../errors.js'
import { isSameKey } from './public-key.js'
import { isSound, MAX_RSA_BITS, rsaNumbers } from './rsa-numbers.js'
import type { Certificate, Entry, SigningKey } from './signing-key.js'
import { UnfitKeyError } from './unfit-key-error.js'

/** What a key is to be used for, and when. */
export interface Use {
  /** The id of the registered key, where certificates are not to be used. */
  readonly kid?: string | undefined
  /** Seconds since 1970. */
  readonly now: number
  readonly environment?: 'test' | 'production' | undefined
  /** What the user typed for the keystore. */
  readonly label: string
}

/** A key found fit, and what a person should know of it all the same. */
export interface FitKey {
  readonly key: SigningKey
  readonly warnings: string[]
}

const MIN_RSA_BITS = 2048
const SOON = 30 * 24 * 60 * 60

/** Judges an entry by all that must hold before anything is signed with it; throws the `MP_KEY_…` code of what does not. */
export function toSigningKey(entry: Entry, use: Use): FitKey {
  const privateKey = soundKey(entry, use.label)
  const kid = use.kid ?? entry.kid
  const leaf = entry.certificates[0]
  if (leaf !== undefined) requireOwnKey(entry, leaf, use.label)
  if (kid !== undefined) return { key: { privateKey, kid, certificates: [] }, warnings: [] }
  if (leaf === undefined) {
    throw new MpError(
      'MP_KEY_NO_CERTIFICATE',
      `${keyName(entry, use.label)} has neither a certificate nor a kid`,
    )
  }
  requireFit(entry, leaf, use)
  return { key: { privateKey, certificates: entry.certificates }, warnings: warningsOf(entry, leaf, use) }
}

function soundKey(entry: Entry, label: string): KeyObject {
  const { privateKey, fault } = entry
  if (privateKey === undefined)
    throw fault ?? new MpError('MP_KEY_NO_PRIVATE_KEY', `"${entry.alias}" in "${label}" is no private key`)
  requireRsa(entry, privateKey, label)
  if (!entry.checked && !hasSoundNumbers(privateKey)) {
    throw new MpError('MP_KEY_UNREADABLE', `${keyName(entry, label)} is damaged: its numbers do not agree`)
  }
  return privateKey
}

function hasSoundNumbers(privateKey: KeyObject): boolean {
  const numbers = rsaNumbers({ ...privateKey.export({ format: 'jwk' }) })
  return numbers !== undefined && isSound(numbers)
}

/** Throws the `MP_KEY_…` code of what Maskinporten does not take about a key, private or public: its kind, its size, its purpose. */
export function requireRsa(
  entry: Pick<Entry, 'alias' | 'use'>,
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  label: string,
): void {
  if (asymmetricKeyType !== 'rsa') {
    const kind = KINDS[asymmetricKeyType ?? ''] ?? asymmetricKeyType
    const curve = asymmetricKeyDetails?.namedCurve
    throw new MpError(
      'MP_KEY_UNSUPPORTED',
      `${keyName(entry, label)} is ${kind}${curve ? ` (${curve})` : ''}, and Maskinporten takes RSA`,
    )
  }
  const bits = asymmetricKeyDetails?.modulusLength ?? 0
  if (bits > MAX_RSA_BITS) throw new MpError('MP_KEY_LIMIT', `${keyName(entry, label)} has ${bits} bits`)
  if (bits < MIN_RSA_BITS)
    unfit(
      'too-short',
      `${keyName(entry, label)} has ${bits} bits, and Maskinporten takes ${MIN_RSA_BITS} or more`,
    )
  if (entry.use === 'enc') unfit('purpose', `${keyName(entry, label)} is for encryption only`)
}

const KINDS: Readonly<Record<string, string>> = {
  ec: 'EC',
  'rsa-pss': 'RSA-PSS',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
  dsa: 'DSA',
}

function requireOwnKey(entry: Entry, leaf: Certificate, label: string): void {
  if (entry.spki !== undefined && isSameKey(entry.spki, leaf.spki)) return
  throw new MpError(
    'MP_KEY_MISMATCH',
    `${keyName(entry, label)} does not belong to its certificate (${leaf.subject})`,
  )
}

function requireFit(entry: Entry, leaf: Certificate, { now, environment, label }: Use): void {
  const name = certificateName(entry, label)
  if (now > leaf.notAfter) unfit('expired', `${name} expired ${day(leaf.notAfter)}`)
  if (now < leaf.notBefore) unfit('not-yet-valid', `${name} is not valid before ${day(leaf.notBefore)}`)
  if (leaf.usage.length > 0 && !leaf.usage.some((usage) => SIGNING.includes(usage))) {
    unfit('purpose', `${name} is for ${leaf.usage.join(', ')} only`)
  }
  if (environment !== undefined && leaf.environment !== undefined && leaf.environment !== environment) {
    unfit('environment', `${name} is for ${leaf.environment}, and the environment is ${environment}`)
  }
}

const SIGNING = ['digitalSignature', 'nonRepudiation']

function warningsOf(entry: Entry, leaf: Certificate, { now, label }: Use): string[] {
  const name = certificateName(entry, label)
  const warnings: string[] = []
  if (leaf.usage.length > 0 && !leaf.usage.includes('digitalSignature')) {
    warnings.push(`${name} is for nonRepudiation and not for digitalSignature`)
  }
  if (leaf.notAfter - now < SOON) warnings.push(`${name} expires ${day(leaf.notAfter)}`)
  return warnings
}

function keyName({ alias }: Pick<Entry, 'alias'>, label: string): string {
  return `the key "${alias}" in "${label}"`
}

function certificateName({ alias }: Entry, label: string): string {
  return `the certificate of "${alias}" in "${label}"`
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

function unfit(reason: UnfitKeyError['reason'], fact: string): never {
  throw new UnfitKeyError(reason, fact)
}
