import { createHmac } from 'node:crypto'
import { type Element, SEQUENCE } from '../der/element.js'
import { expect, fields, octetString, oid } from '../der/values.js'
import { beyondLimit, unsupported } from '../fault.js'
import type { Passphrase } from '../pbe/passphrase.js'
import { hmacHash, readDerivation } from '../pbe/pbes2.js'
import { derivePkcs12, FOR_MAC } from '../pbe/pkcs12-kdf.js'
import { warmUp } from '../pbe/rehash.js'
import { readRounds } from '../pbe/rounds.js'

/** The MAC over a PKCS#12 file, with its parameters read. */
export interface Mac {
  readonly rounds: number
  holds(safe: Buffer, passphrase: Passphrase): boolean | Promise<boolean>
}

const PBMAC1 = '1.2.840.113549.1.5.14'
const SHA1 = '1.3.14.3.2.26'
const SHA2 = '2.16.840.1.101.3.4.2.'
const MD5 = '1.2.840.113549.2.5'
const MAX_KEY_LENGTH = 1024

/** A digest's name in node:crypto, and the octets it gives. */
const DIGESTS: Readonly<Record<string, readonly [name: string, length: number]>> = {
  [MD5]: ['md5', 16],
  [SHA1]: ['sha1', 20],
  [`${SHA2}1`]: ['sha256', 32],
  [`${SHA2}2`]: ['sha384', 48],
  [`${SHA2}3`]: ['sha512', 64],
  [`${SHA2}4`]: ['sha224', 28],
  [`${SHA2}5`]: ['sha512-224', 28],
  [`${SHA2}6`]: ['sha512-256', 32],
  [`${SHA2}7`]: ['sha3-224', 28],
  [`${SHA2}8`]: ['sha3-256', 32],
  [`${SHA2}9`]: ['sha3-384', 48],
  [`${SHA2}10`]: ['sha3-512', 64],
}

/** Reads MacData (RFC 7292 section 4), with PBMAC1 where RFC 9579 puts it. */
export function readMac(macData: Element): Mac {
  const [digestInfo, salt, iterations] = fields(macData)
  const [algorithm, expected] = fields(digestInfo)
  const [type, parameters] = fields(algorithm)
  const mac = octetString(expected)
  if (oid(type) === PBMAC1) return readPbmac1(parameters, mac)
  const [digest, length] = DIGESTS[oid(type)] ?? []
  if (digest === undefined || length === undefined) {
    throw unsupported(`is protected with digest ${oid(type)}, which is not supported`)
  }
  const salted = octetString(salt)
  const rounds = iterations === undefined ? 1 : readRounds(iterations)
  warmUp(digest, rounds)
  return {
    rounds,
    holds(safe, { bmp }) {
      const key = derivePkcs12({ algorithm: digest, password: bmp, salt: salted, rounds }, FOR_MAC, length)
      return createHmac(digest, key).update(safe).digest().equals(mac)
    },
  }
}

function readPbmac1(parameters: Element | undefined, mac: Buffer): Mac {
  const [kdf, scheme] = fields(parameters)
  const derivation = readDerivation(kdf)
  const hash = hmacHash(expect(scheme, SEQUENCE))
  const length = derivation.length ?? 0
  if (!(length > 0 && length <= MAX_KEY_LENGTH)) throw beyondLimit(`derives ${length} octets for its MAC`)
  return {
    rounds: derivation.rounds,
    async holds(safe, passphrase) {
      const key = await derivation.derive(passphrase, length)
      return createHmac(hash, key).update(safe).digest().equals(mac)
    },
  }
}
