import type { Element } from '../der/element.js'
import { fields, oid } from '../der/values.js'
import { KeyFault, unsupported } from '../fault.js'
import type { Passphrase } from './passphrase.js'
import { readPbes1 } from './pbes1.js'
import { readPbes2 } from './pbes2.js'
import { isPkcs12Pbe, readPkcs12Pbe } from './pkcs12-pbe.js'

/** A way of encrypting under a password, with its parameters read. */
export interface Scheme {
  /** How many times it hashes, as the file says. */
  readonly rounds: number
  /** Throws, or gives nonsense, under a wrong password. */
  decrypt(data: Buffer, passphrase: Passphrase): Promise<Buffer>
}

const PBES2 = '1.2.840.113549.1.5.13'
const PKCS5 = '1.2.840.113549.1.5.'

/** Reads an AlgorithmIdentifier that says how something is encrypted. */
export function readScheme(algorithm: Element | undefined): Scheme {
  const [type, parameters] = fields(algorithm)
  const name = oid(type)
  if (name === PBES2) return readPbes2(parameters)
  if (isPkcs12Pbe(name)) return readPkcs12Pbe(name, parameters)
  if (name.startsWith(PKCS5)) return readPbes1(name, parameters)
  throw unsupported(`is encrypted with ${name}, which is not supported`)
}

/** Decrypts with the first passphrase under which `read` understands the outcome; undefined if there is none. */
export async function unlock<T>(
  scheme: Scheme,
  data: Buffer,
  passphrases: readonly Passphrase[],
  read: (plain: Buffer) => T,
): Promise<T | undefined> {
  for (const passphrase of passphrases) {
    try {
      return read(await scheme.decrypt(data, passphrase))
    } catch (error) {
      // Nonsense and OpenSSL's refusals both come of a wrong password: on to the next.
      if (error instanceof KeyFault && error.code !== 'MP_KEY_UNREADABLE') throw error
    }
  }
  return undefined
}
