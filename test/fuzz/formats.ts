import { createHash } from 'node:crypto'
import type { Passwords } from '../../src/keys/pbe/passphrase.js'
import { Secret } from '../../src/secret.js'
import { damaged, derLengths, javaLengths } from './damage.js'
import type { Random } from './random.js'

/** Reads one of the files in test/vectors. */
export type ReadVector = (file: string) => Buffer

/** A file that opens, and how to make one of it that is damaged. */
export interface Sample {
  readonly file: string
  readonly passwords: Passwords
  damage(random: Random): Buffer
}

export const FORMATS = ['pkcs12', 'jks', 'jceks', 'pem', 'der', 'jwk'] as const
export type Format = (typeof FORMATS)[number]

const PASSWORD = 'changeit'
const PASSWORDS: Passwords = { store: new Secret(PASSWORD), entry: new Secret('eget-passord') }

const FILES: Readonly<Record<Format, readonly string[]>> = {
  pkcs12: [
    'openssl-no-encryption-no-mac.p12',
    'openssl-no-encryption-no-mac.p12',
    'openssl-1-round.p12',
    'openssl-1-round-no-mac.p12',
    'openssl-legacy-1-round.p12',
    'windows.p12',
    'openssl-mac-sha1.p12',
  ],
  jks: ['keytool.jks', 'keytool-several-one-entry-password.jks', 'keytool-ec.jks', 'keytool-truststore.jks'],
  jceks: ['keytool-10k.jceks', 'keytool-10k-secret.jceks', 'keytool-10k-secret.jceks'],
  pem: [
    'pkcs8.pem',
    'pkcs1-after-certificates.pem',
    'two-keys.pem',
    'ec.pem',
    'dek-aes256.pem',
    'bag-attributes.pem',
    'pkcs8-encrypted.pem',
    'pkcs8-scrypt-16.pem',
  ],
  der: [
    'pkcs8.der',
    'pkcs1.der',
    'ec-sec1.der',
    'pkcs8-encrypted.der',
    'certificate.der',
    'public.der',
    'request.der',
  ],
  jwk: [
    'kid.jwk.json',
    'x5c.jwk.json',
    'no-primes.jwk.json',
    'no-exponents.jwk.json',
    'ec.jwk.json',
    'several.jwks.json',
  ],
}

/** The samples of a format. */
export function samplesOf(format: Format, read: ReadVector): Sample[] {
  return FILES[format].map((file) => ({ file, passwords: PASSWORDS, damage: DAMAGES[format](read(file)) }))
}

type DamageOf = (bytes: Buffer) => (random: Random) => Buffer

const DAMAGES: Readonly<Record<Format, DamageOf>> = {
  pkcs12: damageDer,
  der: damageDer,
  jks: damageJava,
  jceks: damageJava,
  pem: (bytes) => damageEncoded(bytes, /(?<=-----\n(?:.*:.*\n)*\n?)[\w+/=\n]{64,}(?=-----END)/g, 'base64'),
  jwk: (bytes) => damageEncoded(bytes, /(?<=")[\w+/=-]{4,}(?=")/g, 'base64url'),
}

function damageDer(bytes: Buffer): (random: Random) => Buffer {
  const lengths = derLengths(bytes)
  return (random) => damaged(bytes, random, lengths)
}

/** Three of four times with a digest that holds, or no damage would come past it. */
function damageJava(bytes: Buffer): (random: Random) => Buffer {
  const lengths = javaLengths(bytes)
  return (random) => {
    if (random.below(4) === 0) return damaged(bytes, random, lengths)
    return sealed(damaged(bytes.subarray(0, -20), random, lengths))
  }
}

function sealed(body: Buffer): Buffer {
  const password = Buffer.from(PASSWORD, 'utf16le').swap16()
  const digest = createHash('sha1').update(password).update('Mighty Aphrodite').update(body).digest()
  return Buffer.concat([body, digest])
}

/** Half of the times the text itself, half of the times what stands encoded in it. */
function damageEncoded(
  bytes: Buffer,
  pattern: RegExp,
  encoding: 'base64' | 'base64url',
): (random: Random) => Buffer {
  const text = bytes.toString('utf8')
  const places = [...text.matchAll(pattern)]
  return (random) => {
    if (random.below(2) === 0) return damaged(bytes, random, [])
    const { 0: encoded, index } = random.pick(places)
    const inner = Buffer.from(encoded, 'base64')
    const changed = damaged(inner, random, derLengths(inner)).toString(encoding)
    return Buffer.from(
      `${text.slice(0, index)}${changed}\n${text.slice(index + encoded.length)}`.replace('\n"', '"'),
    )
  }
}
