import type { Element } from '../der/element.js'
import { fields, octetString } from '../der/values.js'
import { cbc, type Decrypt, rc2 } from './cipher.js'
import { derivePkcs12, FOR_IV, FOR_KEY } from './pkcs12-kdf.js'
import { readRounds } from './rounds.js'
import type { Scheme } from './scheme.js'

const PKCS12_PBE = '1.2.840.113549.1.12.1.'

/** The six schemes of RFC 7292 appendix C: the octets of their key and of their initialization vector, and the cipher. */
const SCHEMES: Readonly<Record<string, readonly [keyLength: number, ivLength: number, decrypt: Decrypt]>> = {
  [`${PKCS12_PBE}1`]: [16, 0, rc4],
  [`${PKCS12_PBE}2`]: [5, 0, rc4],
  [`${PKCS12_PBE}3`]: [24, 8, cbc('des-ede3-cbc')],
  [`${PKCS12_PBE}4`]: [16, 8, twoKeyTripleDes],
  [`${PKCS12_PBE}5`]: [16, 8, rc2(128)],
  [`${PKCS12_PBE}6`]: [5, 8, rc2(40)],
}

/** Is this one of PKCS#12's own schemes, from before PBES2? */
export function isPkcs12Pbe(name: string): boolean {
  return name in SCHEMES
}

/** A scheme of PKCS#12's own: SHA-1, and 3DES, RC2 or RC4. */
export function readPkcs12Pbe(name: string, parameters: Element | undefined): Scheme {
  const [salt, iterations] = fields(parameters)
  const [keyLength, ivLength, decrypt] = SCHEMES[name] as (typeof SCHEMES)[string]
  const rounds = readRounds(iterations)
  const salted = octetString(salt)
  return {
    rounds,
    async decrypt(data, { bmp }) {
      const from = { algorithm: 'sha1', password: bmp, salt: salted, rounds }
      const key = derivePkcs12(from, FOR_KEY, keyLength)
      return decrypt(key, derivePkcs12(from, FOR_IV, ivLength), data)
    },
  }
}

function twoKeyTripleDes(key: Buffer, iv: Buffer, data: Buffer) {
  return cbc('des-ede3-cbc')(Buffer.concat([key, key.subarray(0, 8)]), iv, data)
}

async function rc4(key: Buffer, _iv: Buffer, data: Buffer): Promise<Buffer> {
  return (await import('./rc4.js')).decryptRc4(key, data)
}
