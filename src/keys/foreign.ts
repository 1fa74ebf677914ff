// Files that people have at hand and mp does not take: each is told by its first octets and called by its name.
import { type KeyFault, noPrivateKey, unreadable, unsupported } from './fault.js'

type Refusal = readonly [is: (bytes: Buffer) => boolean, fault: () => KeyFault]

const BINARY: readonly Refusal[] = [
  [isBouncyCastle, () => unsupported('is a BouncyCastle keystore (BKS or UBER), which is not supported')],
  [starts('504b0304'), () => unsupported('is a ZIP archive, which is not supported')],
  [starts('1f8b08'), () => unsupported('is a gzip archive, which is not supported')],
  [starts('25504446'), () => unsupported('is a PDF document, which is not supported')],
  [isPgp(5), () => unsupported('is a PGP private key, which is not supported')],
  [isPgp(6), () => noPrivateKey('is a PGP public key')],
]

const TEXT: readonly (readonly [pattern: RegExp, fault: () => KeyFault])[] = [
  [/^<(!doctype|html|head|body)/i, () => unsupported('is an HTML page, which is not supported')],
  [/^</, () => unsupported('is an XML document, which is not supported')],
  [/^PuTTY-User-Key-File-/, () => unsupported('is a PuTTY key, which is not supported')],
  [/^---- BEGIN SSH2 PUBLIC KEY/, () => noPrivateKey('is an SSH public key')],
  [/^---- BEGIN SSH2/, () => unsupported('is an SSH key, which is not supported')],
  [/^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\w+) /, () => noPrivateKey('is an SSH public key')],
  [/^version https:\/\/git-lfs/, () => unreadable('is a Git LFS pointer and not the file itself')],
]

/** Throws for binary files that are known and not taken. */
export function refuseForeignBinary(bytes: Buffer): void {
  for (const [is, fault] of BINARY) if (is(bytes)) throw fault()
}

/** Throws for text that is known and not taken. */
export function refuseForeignText(text: string): void {
  for (const [pattern, fault] of TEXT) if (pattern.test(text)) throw fault()
}

function starts(hex: string): (bytes: Buffer) => boolean {
  const magic = Buffer.from(hex, 'hex')
  return (bytes) => bytes.subarray(0, magic.length).equals(magic)
}

/** A version of 1 or 2, then a salt of 20 octets. */
function isBouncyCastle(bytes: Buffer): boolean {
  if (bytes.length < 12) return false
  const version = bytes.readUInt32BE(0)
  return (version === 1 || version === 2) && bytes.readUInt32BE(4) === 20
}

/** A key packet of this tag, in the old or the new style, of version 3 to 6 (RFC 9580 section 4.2). */
function isPgp(tag: number): (bytes: Buffer) => boolean {
  return (bytes) => {
    const head = bytes[0] ?? 0
    const isOld = (head & 0xfc) === (0x80 | (tag << 2))
    if (!isOld && head !== (0xc0 | tag)) return false
    const lengthOctets = isOld ? 1 << (head & 3) : (bytes[1] ?? 0) < 192 ? 1 : (bytes[1] ?? 0) < 224 ? 2 : 5
    const version = bytes[1 + lengthOctets] ?? 0
    return version >= 3 && version <= 6
  }
}
