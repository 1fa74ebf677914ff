import { collectDer, type Opening } from './bare-der.js'
import { decryptDek } from './dek-info.js'
import { noPrivateKey, ownFault, unsupported } from './fault.js'
import { type Found, nothingYet } from './found.js'
import { doesNotOpen } from './locked-key.js'
import { type PemBlock, readBlocks } from './pem-blocks.js'

const CERTIFICATES = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']
/** Keys in wrappings of their own, by label. */
const FOREIGN: Readonly<Record<string, string>> = {
  'OPENSSH PRIVATE KEY': 'an SSH key in the format of OpenSSH',
  'PGP PRIVATE KEY BLOCK': 'a PGP key',
}
/** What people send in the place of a private key, by label. */
const PUBLIC: Readonly<Record<string, string>> = {
  'PUBLIC KEY': 'a public key',
  'RSA PUBLIC KEY': 'a public key',
  'CERTIFICATE REQUEST': 'a certificate request',
  'NEW CERTIFICATE REQUEST': 'a certificate request',
  PKCS7: 'PKCS#7 certificates',
  CMS: 'a CMS message',
  'X509 CRL': 'a revocation list',
  'PGP PUBLIC KEY BLOCK': 'a PGP public key',
  'PGP MESSAGE': 'a PGP message',
}

/** Reads PEM text: keys and certificates in any order and number. Throws where there is none of either. */
export async function readPem(text: string, opening: Opening): Promise<Found> {
  const found = nothingYet()
  const blocks = readBlocks(text)
  for (const block of blocks) await collect(block, found, opening)
  if (found.keys.length + found.certificates.length === 0) throw noPrivateKey(whatIsThere(blocks))
  return found
}

async function collect(block: PemBlock, found: Found, opening: Opening): Promise<void> {
  const { label, der } = block
  const foreign = FOREIGN[label]
  if (foreign !== undefined) {
    found.keys.push({ fault: unsupported(`holds ${foreign}, which is not supported`) })
  } else if (CERTIFICATES.includes(label)) {
    await collectDer(der, found, opening, marksOf(block))
  } else if (label.endsWith('PRIVATE KEY')) {
    await collectKey(block, found, opening)
  }
}

async function collectKey(block: PemBlock, found: Found, opening: Opening): Promise<void> {
  const marks = marksOf(block)
  try {
    await collectDer(await plainKey(block, opening), found, opening, marks)
  } catch (error) {
    found.keys.push({ ...marks, fault: ownFault(error) })
  }
}

async function plainKey({ dek, der, name }: PemBlock, { keyring }: Opening): Promise<Buffer> {
  if (dek === undefined) return der
  const plain = await decryptDek(dek, der, keyring.passphrases)
  if (plain === undefined) throw doesNotOpen(keyring, name)
  return plain
}

function marksOf({ name, localKeyId }: PemBlock) {
  return { ...(name !== undefined && { name }), ...(localKeyId !== undefined && { localKeyId }) }
}

function whatIsThere(blocks: readonly PemBlock[]): string {
  const label = blocks[0]?.label ?? ''
  return `holds ${PUBLIC[label] ?? `a PEM block "${label}"`} and no private key`
}
