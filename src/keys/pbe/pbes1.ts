import { createHash } from 'node:crypto'
import type { Element } from '../der/element.js'
import { fields, octetString } from '../der/values.js'
import { unsupported } from '../fault.js'
import { type Decrypt, decryptDes, rc2 } from './cipher.js'
import { rehash } from './rehash.js'
import { readRounds } from './rounds.js'
import type { Scheme } from './scheme.js'

const PKCS5 = '1.2.840.113549.1.5.'

const SCHEMES: Readonly<Record<string, readonly [hash: string, decrypt: Decrypt]>> = {
  [`${PKCS5}3`]: ['md5', decryptDes],
  [`${PKCS5}6`]: ['md5', rc2(64)],
  [`${PKCS5}10`]: ['sha1', decryptDes],
  [`${PKCS5}11`]: ['sha1', rc2(64)],
}

/** PBES1 (RFC 8018 section 6.1): PBKDF1, and DES or RC2. */
export function readPbes1(name: string, parameters: Element | undefined): Scheme {
  const [hash, decrypt] = SCHEMES[name] ?? []
  if (hash === undefined || decrypt === undefined) {
    throw unsupported(`is encrypted with ${name}, which is not supported`)
  }
  const [salt, iterations] = fields(parameters)
  const salted = octetString(salt)
  const rounds = readRounds(iterations)
  return {
    rounds,
    async decrypt(data, { utf8 }) {
      const first = createHash(hash).update(utf8).update(salted).digest()
      const derived = rehash(hash, first, rounds - 1)
      return decrypt(derived.subarray(0, 8), derived.subarray(8, 16), data)
    },
  }
}
