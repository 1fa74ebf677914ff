// PKCS#12 (RFC 7292) for every reader of the last ten years: AES-256 and an HMAC of SHA-256, one key and its chain.
import { createHash, createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { context } from '../der/element.js'
import { derivePkcs12, FOR_MAC } from '../pbe/pkcs12-kdf.js'
import { bmpString, integer, nothing, objectIdentifier, octetString, sequence, setOf, tagged } from './der.js'
import { encrypt, encryptedPkcs8, type Lock } from './pbes2.js'

const DATA = objectIdentifier('1.2.840.113549.1.7.1')
const ENCRYPTED_DATA = objectIdentifier('1.2.840.113549.1.7.6')
const SHROUDED_KEY_BAG = objectIdentifier('1.2.840.113549.1.12.10.1.2')
const CERTIFICATE_BAG = objectIdentifier('1.2.840.113549.1.12.10.1.3')
const X509 = objectIdentifier('1.2.840.113549.1.9.22.1')
const FRIENDLY_NAME = objectIdentifier('1.2.840.113549.1.9.20')
const LOCAL_KEY_ID = objectIdentifier('1.2.840.113549.1.9.21')
const SHA_256 = objectIdentifier('2.16.840.1.101.3.4.2.1')
const VERSION = 3
const SALT_LENGTH = 16
const MAC_LENGTH = 32
/** The primitive `[0]` of an EncryptedContentInfo (RFC 5652 section 6.1). */
const ENCRYPTED_CONTENT = 0x80

/** What goes into a keystore of one entry. */
export interface NewEntry {
  readonly privateKey: KeyObject
  /** DER, leaf first; may be empty. */
  readonly chain: readonly Uint8Array[]
  readonly alias: string
}

/** A PKCS#12 file: the key under its alias, the leaf tied to it, and the rest of the chain. */
export async function writePkcs12({ privateKey, chain, alias }: NewEntry, lock: Lock): Promise<Uint8Array> {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const marks = attributes(alias, localKeyId(chain[0] ?? pkcs8))
  const certificates = sequence(...chain.map((der, i) => certificateBag(der, i === 0 ? [marks] : [])))
  const key = bag(SHROUDED_KEY_BAG, await encryptedPkcs8(pkcs8, lock), [marks])
  const parts = [
    ...(chain.length > 0 ? [await encryptedPart(certificates, lock)] : []),
    contentInfo(DATA, octetString(sequence(key))),
  ]
  const safe = sequence(...parts)
  return sequence(integer(VERSION), contentInfo(DATA, octetString(safe)), macData(safe, lock))
}

function contentInfo(type: Buffer, content: Buffer): Buffer {
  return sequence(type, tagged(context(0), content))
}

async function encryptedPart(contents: Buffer, lock: Lock): Promise<Buffer> {
  const { algorithm, octets } = await encrypt(contents, lock)
  const info = sequence(DATA, algorithm, tagged(ENCRYPTED_CONTENT, octets))
  return contentInfo(ENCRYPTED_DATA, sequence(integer(0), info))
}

function certificateBag(der: Uint8Array, marks: readonly Buffer[]): Buffer {
  return bag(CERTIFICATE_BAG, sequence(X509, tagged(context(0), octetString(der))), marks)
}

function bag(type: Buffer, value: Buffer, marks: readonly Buffer[]): Buffer {
  return sequence(type, tagged(context(0), value), ...marks)
}

function attributes(alias: string, keyId: Buffer): Buffer {
  return setOf(
    sequence(FRIENDLY_NAME, setOf(bmpString(alias))),
    sequence(LOCAL_KEY_ID, setOf(octetString(keyId))),
  )
}

/** Any octets do, as long as key and leaf bear the same. */
function localKeyId(der: Uint8Array): Buffer {
  return createHash('sha1').update(der).digest()
}

function macData(safe: Buffer, { password, rounds }: Lock): Buffer {
  const salt = randomBytes(SALT_LENGTH)
  const encoded = Buffer.from(`${password.reveal()}\0`, 'utf16le').swap16()
  const from = { algorithm: 'sha256', password: encoded, salt, rounds }
  const digest = createHmac('sha256', derivePkcs12(from, FOR_MAC, MAC_LENGTH))
    .update(safe)
    .digest()
  const digestInfo = sequence(sequence(SHA_256, nothing()), octetString(digest))
  return sequence(digestInfo, octetString(salt), integer(rounds))
}
