import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '../../secret.js'
import { integer, nothing, objectIdentifier, octetString, sequence } from './der.js'

const PBES2 = objectIdentifier('1.2.840.113549.1.5.13')
const PBKDF2 = objectIdentifier('1.2.840.113549.1.5.12')
const HMAC_SHA256 = objectIdentifier('1.2.840.113549.2.9')
const AES_256_CBC = objectIdentifier('2.16.840.1.101.3.4.1.42')
const SALT_LENGTH = 16
const IV_LENGTH = 16
const KEY_LENGTH = 32

const derive = promisify(pbkdf2)

/** Something encrypted, and the AlgorithmIdentifier that says how. */
export interface Encrypted {
  readonly algorithm: Buffer
  readonly octets: Buffer
}

/** A password, and how many rounds a guesser must spend on each guess. */
export interface Lock {
  readonly password: Secret
  readonly rounds: number
}

/** Encrypts with AES-256 under PBKDF2 with HMAC-SHA-256 (RFC 8018 section 6.2), as today's openssl and keytool do. */
export async function encrypt(plain: Uint8Array, { password, rounds }: Lock): Promise<Encrypted> {
  const [salt, iv] = [randomBytes(SALT_LENGTH), randomBytes(IV_LENGTH)]
  const key = await derive(Buffer.from(password.reveal()), salt, rounds, KEY_LENGTH, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return {
    algorithm: sequence(
      PBES2,
      sequence(pbkdf2Identifier(salt, rounds), sequence(AES_256_CBC, octetString(iv))),
    ),
    octets: Buffer.concat([cipher.update(plain), cipher.final()]),
  }
}

/** A PKCS#8 key as an EncryptedPrivateKeyInfo (RFC 5958 section 3). */
export async function encryptedPkcs8(pkcs8: Uint8Array, lock: Lock): Promise<Buffer> {
  const { algorithm, octets } = await encrypt(pkcs8, lock)
  return sequence(algorithm, octetString(octets))
}

function pbkdf2Identifier(salt: Buffer, rounds: number): Buffer {
  return sequence(PBKDF2, sequence(octetString(salt), integer(rounds), sequence(HMAC_SHA256, nothing())))
}
