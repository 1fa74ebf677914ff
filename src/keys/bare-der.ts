import { readDer } from './der/read.js'
import { type Shape, shapeOf } from './der/shape.js'
import { fields, octetString } from './der/values.js'
import { type KeyFault, noPrivateKey, unreadable, unsupported } from './fault.js'
import type { Found, FoundKey, Marks } from './found.js'
import { type Keyring, openKey } from './locked-key.js'
import type { Rounds } from './pbe/rounds.js'
import { readScheme } from './pbe/scheme.js'
import { readPrivateKey } from './private-key.js'

/** What one value is to be opened with. */
export interface Opening {
  readonly keyring: Keyring
  readonly rounds: Rounds
}

/** Reads one key or certificate in DER into what has been found. */
export async function collectDer(
  der: Buffer,
  found: Found,
  opening: Opening,
  marks: Marks = {},
): Promise<void> {
  const element = readDer(der)
  const shape = shapeOf(element)
  if (shape === 'certificate') found.certificates.push({ ...marks, der: element.raw })
  else if (shape === 'pkcs8') found.keys.push(await openKey(element.raw, undefined, opening.keyring, marks))
  else if (shape === 'pkcs1' || shape === 'sec1')
    found.keys.push({ ...marks, ...readPrivateKey(element.raw, shape) })
  else if (shape === 'encrypted-pkcs8') found.keys.push(await openEncrypted(element.raw, opening, marks))
  else throw refusal(shape)
}

async function openEncrypted(der: Buffer, { keyring, rounds }: Opening, marks: Marks): Promise<FoundKey> {
  const [algorithm, data] = fields(readDer(der))
  const scheme = readScheme(algorithm)
  rounds.spend(scheme.rounds)
  return openKey(octetString(data), scheme, keyring, marks)
}

function refusal(shape: Shape | undefined): KeyFault {
  switch (shape) {
    case 'public-key':
      return noPrivateKey('is a public key')
    case 'certificate-request':
      return noPrivateKey('is a certificate request')
    case 'pkcs7':
      return noPrivateKey('is a PKCS#7 file, which holds no private key')
    case 'bcfks':
      return unsupported('is a BouncyCastle keystore (BCFKS), which is not supported')
    default:
      return unreadable('is in no format that mp knows')
  }
}
