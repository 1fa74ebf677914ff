import { pbkdf2, pbkdf2Sync } from 'node:crypto'
import { type Element, INTEGER, SEQUENCE } from '../der/element.js'
import { fields, integer, octetString, oid } from '../der/values.js'
import { unsupported } from '../fault.js'
import { readCipher } from './cipher.js'
import type { Passphrase } from './passphrase.js'
import { readRounds } from './rounds.js'
import type { Scheme } from './scheme.js'
import { readScrypt } from './scrypt.js'

const PBKDF2 = '1.2.840.113549.1.5.12'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'
const HMAC = '1.2.840.113549.2.'
const HMAC_SHA3 = '2.16.840.1.101.3.4.2.'
const HMAC_SHA1 = `${HMAC}7`
const WORTH_A_THREAD = 20_000

const HASHES: Readonly<Record<string, string>> = {
  [`${HMAC}6`]: 'md5',
  [HMAC_SHA1]: 'sha1',
  [`${HMAC}8`]: 'sha224',
  [`${HMAC}9`]: 'sha256',
  [`${HMAC}10`]: 'sha384',
  [`${HMAC}11`]: 'sha512',
  [`${HMAC}12`]: 'sha512-224',
  [`${HMAC}13`]: 'sha512-256',
  [`${HMAC_SHA3}13`]: 'sha3-224',
  [`${HMAC_SHA3}14`]: 'sha3-256',
  [`${HMAC_SHA3}15`]: 'sha3-384',
  [`${HMAC_SHA3}16`]: 'sha3-512',
}

/** A way from a password to a key, with its parameters read. */
export interface Derivation {
  readonly rounds: number
  /** The key's length in octets, when the parameters say it. */
  readonly length?: number
  derive(passphrase: Passphrase, length: number): Promise<Buffer> | Buffer
}

/** PBES2 (RFC 8018 section 6.2): a derivation and a cipher, each with an identifier of its own. */
export function readPbes2(parameters: Element | undefined): Scheme {
  const [kdf, encryption] = fields(parameters)
  const derivation = readDerivation(kdf)
  const cipher = readCipher(encryption)
  return {
    rounds: derivation.rounds,
    async decrypt(data, passphrase) {
      return cipher.decrypt(await derivation.derive(passphrase, cipher.keyLength), cipher.iv, data)
    },
  }
}

/** PBKDF2 or scrypt, as an AlgorithmIdentifier says. */
export function readDerivation(algorithm: Element | undefined): Derivation {
  const [type, parameters] = fields(algorithm)
  const name = oid(type)
  if (name === PBKDF2) return readPbkdf2(parameters)
  if (name === SCRYPT) return readScrypt(parameters)
  throw unsupported(`is encrypted under a key derived with ${name}, which is not supported`)
}

function readPbkdf2(parameters: Element | undefined): Derivation {
  const [salt, iterations, ...rest] = fields(parameters)
  const salted = octetString(salt)
  const rounds = readRounds(iterations)
  const keyLength = rest.find(({ tag }) => tag === INTEGER)
  const hash = hmacHash(rest.find(({ tag }) => tag === SEQUENCE))
  return {
    rounds,
    ...(keyLength && { length: integer(keyLength) }),
    derive: ({ utf8 }, length) => stretch(utf8, salted, rounds, length, hash),
  }
}

/** The hash of an HMAC's AlgorithmIdentifier, as node:crypto calls it; SHA-1 where there is none (RFC 8018 appendix A.2). */
export function hmacHash(algorithm: Element | undefined): string {
  const name = algorithm === undefined ? HMAC_SHA1 : oid(fields(algorithm)[0])
  const hash = HASHES[name]
  if (hash === undefined) throw unsupported(`is protected with HMAC ${name}, which is not supported`)
  return hash
}

/** Long derivations run on other threads, beside each other and the MAC's loop; to start those threads for a short one takes longer than the whole. */
function stretch(
  secret: Buffer,
  salt: Buffer,
  rounds: number,
  length: number,
  hash: string,
): Promise<Buffer> | Buffer {
  if (rounds < WORTH_A_THREAD) return pbkdf2Sync(secret, salt, rounds, length, hash)
  return new Promise((resolve, reject) => {
    pbkdf2(secret, salt, rounds, length, hash, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
