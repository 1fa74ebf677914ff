import { createHmac, randomBytes } from 'node:crypto'
import type { asn1 } from 'node-forge'

type Forge = typeof import('node-forge')

const ROUNDS = 10_000
/** The purpose of a derived key that signs (RFC 7292 appendix B.3). */
const MAC_KEY = 3

/**
 * A PKCS#12 file with one key and its chain, leaf first: AES-256 under PBKDF2 with HMAC-SHA-256, as today's keytool and openssl
 * write it. The library knows no MAC but SHA-1's, so that the MAC is made here (RFC 7292 section 4).
 */
export async function makeKeystore(
  key: string,
  chain: readonly string[],
  alias: string,
  password: string,
): Promise<Uint8Array> {
  const { default: forge } = await import('node-forge')
  const options = {
    algorithm: 'aes256',
    prfAlgorithm: 'sha256',
    count: ROUNDS,
    saltSize: 16,
    friendlyName: alias,
    useMac: false,
  }
  const pfx = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key),
    chain.map((pem) => forge.pki.certificateFromPem(pem)),
    password,
    options as never,
  )
  children(pfx).push(macData(forge, contentOf(pfx), password))
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1')
}

function children(node: asn1.Asn1): asn1.Asn1[] {
  return node.value as asn1.Asn1[]
}

/** The octets that the MAC covers: PFX, authSafe, content, OCTET STRING. */
function contentOf(pfx: asn1.Asn1): Buffer {
  const authSafe = children(pfx)[1] as asn1.Asn1
  const wrapper = children(authSafe)[1] as asn1.Asn1
  const octets = children(wrapper)[0] as asn1.Asn1
  return Buffer.from(octets.value as unknown as string, 'latin1')
}

function macData({ asn1, md, pki, pkcs12, util }: Forge, content: Buffer, password: string): asn1.Asn1 {
  const salt = randomBytes(16).toString('latin1')
  const key = pkcs12.generateKey(password, util.createBuffer(salt), MAC_KEY, ROUNDS, 32, md.sha256.create())
  const digest = createHmac('sha256', Buffer.from(key.getBytes(), 'latin1'))
    .update(content)
    .digest()
    .toString('latin1')
  const { Class, Type } = asn1
  const make = (type: asn1.Type, value: string | asn1.Asn1[], constructed = false) =>
    asn1.create(Class.UNIVERSAL, type, constructed, value)
  const algorithm = make(
    Type.SEQUENCE,
    [make(Type.OID, asn1.oidToDer(pki.oids.sha256 as string).getBytes()), make(Type.NULL, '')],
    true,
  )
  return make(
    Type.SEQUENCE,
    [
      make(Type.SEQUENCE, [algorithm, make(Type.OCTETSTRING, digest)], true),
      make(Type.OCTETSTRING, salt),
      make(Type.INTEGER, asn1.integerToDer(ROUNDS).getBytes()),
    ],
    true,
  )
}
