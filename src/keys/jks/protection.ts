import { hash } from 'node:crypto'
import type { Element } from '../der/element.js'
import { fields, octetString, oid } from '../der/values.js'
import { unsupported } from '../fault.js'
import { cbc } from '../pbe/cipher.js'
import { rehashMd5 } from '../pbe/md5.js'
import type { Passphrase } from '../pbe/passphrase.js'
import { readRounds } from '../pbe/rounds.js'
import type { Scheme } from '../pbe/scheme.js'

const SUN_KEY_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1'
const PBE_WITH_MD5_AND_TRIPLE_DES = '1.3.6.1.4.1.42.2.19.1'
const DIGEST_LENGTH = 20

/** How an entry of a Java keystore is locked: an algorithm of Java's own, one in JKS, another in JCEKS. */
export function readProtection(algorithm: Element | undefined): Scheme {
  const [type, parameters] = fields(algorithm)
  const name = oid(type)
  if (name === SUN_KEY_PROTECTOR) return { rounds: 1, decrypt: decryptJks }
  if (name === PBE_WITH_MD5_AND_TRIPLE_DES) return readTripleDes(parameters)
  throw unsupported(`is encrypted with ${name}, which is not supported`)
}

/** A password as Java keystores hash it: UTF-16, big end first, with nothing after it. */
export function javaPassword({ bmp }: Passphrase): Buffer {
  return bmp.subarray(0, -2)
}

/** A salt, the key under a stream of SHA-1 digests, and a digest by which the password is known. */
async function decryptJks(data: Buffer, passphrase: Passphrase): Promise<Buffer> {
  const password = javaPassword(passphrase)
  const plain = Buffer.from(data.subarray(DIGEST_LENGTH, -DIGEST_LENGTH))
  let link = data.subarray(0, DIGEST_LENGTH)
  for (let at = 0; at < plain.length; at++) {
    if (at % DIGEST_LENGTH === 0) link = sha1(password, link)
    plain[at] = (plain[at] as number) ^ (link[at % DIGEST_LENGTH] as number)
  }
  if (!sha1(password, plain).equals(data.subarray(-DIGEST_LENGTH))) throw new Error('another password')
  return plain
}

function sha1(password: Buffer, data: Buffer): Buffer {
  return hash('sha1', Buffer.concat([password, data]), 'buffer')
}

function readTripleDes(parameters: Element | undefined): Scheme {
  const [salt, iterations] = fields(parameters)
  const halves = saltHalves(octetString(salt))
  const rounds = readRounds(iterations)
  return {
    rounds,
    async decrypt(data, { utf8 }) {
      const derived = Buffer.concat(halves.map((half) => rehashMd5(half, utf8, rounds)))
      return cbc('des-ede3-cbc')(derived.subarray(0, 24), derived.subarray(24), data)
    },
  }
}

/** Each half of the salt is hashed by itself. Should they be alike, Java shuffles the first, if not as it was meant to. */
function saltHalves(salt: Buffer): [Buffer, Buffer] {
  const [first, second] = [salt.subarray(0, 4), salt.subarray(4, 8)]
  if (!first.equals(second)) return [first, second]
  const [a, b, , d] = first as unknown as [number, number, number, number]
  return [Buffer.from([d, a, b, d]), second]
}
