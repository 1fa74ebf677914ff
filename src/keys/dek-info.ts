// OpenSSL's own encryption of PEM, from before PKCS#8: one round of MD5, and the cipher named in a header.
import { createHash } from 'node:crypto'
import { readFields } from './der/values.js'
import { unsupported } from './fault.js'
import { cbc, decryptDes } from './pbe/cipher.js'
import type { Passphrase } from './pbe/passphrase.js'

const KEY_LENGTHS: Readonly<Record<string, number>> = {
  'DES-CBC': 8,
  'DES-EDE3-CBC': 24,
  'AES-128-CBC': 16,
  'AES-192-CBC': 24,
  'AES-256-CBC': 32,
}
const SALT_LENGTH = 8

/** Decrypts a key under the first passphrase that opens it; undefined if none does. */
export async function decryptDek(
  { cipher, iv }: { cipher: string; iv: string },
  data: Buffer,
  passphrases: readonly Passphrase[],
): Promise<Buffer | undefined> {
  const keyLength = KEY_LENGTHS[cipher]
  if (keyLength === undefined) throw unsupported(`is encrypted with ${cipher}, which is not supported`)
  const decrypt = cipher === 'DES-CBC' ? decryptDes : cbc(cipher)
  const vector = Buffer.from(iv, 'hex')
  for (const { utf8 } of passphrases) {
    try {
      const key = deriveKey(utf8, vector.subarray(0, SALT_LENGTH), keyLength)
      const plain = await decrypt(key, vector, data)
      readFields(plain)
      return plain
    } catch {
      // not this one
    }
  }
  return undefined
}

function deriveKey(password: Buffer, salt: Buffer, length: number): Buffer {
  let [key, last] = [Buffer.alloc(0), Buffer.alloc(0)]
  while (key.length < length) {
    last = createHash('md5').update(last).update(password).update(salt).digest()
    key = Buffer.concat([key, last])
  }
  return key.subarray(0, length)
}
