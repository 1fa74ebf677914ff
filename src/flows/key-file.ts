import { fromBase64 } from '../keys/plain-text.js'
import type { Secret } from '../secret.js'

/** A key that stood in settings as text, as the file that it is when it stands by itself. */
export interface KeyFile {
  extension: string
  bytes: Uint8Array | string
}

/** Java's keystores by their first four bytes; PKCS#12 and the rest of DER by their first. */
const BY_MAGIC = [
  ['feedfeed', 'jks'],
  ['cececece', 'jceks'],
  ['30', 'p12'],
] as const

/** What base64 hides is taken out of it; any other text stays as it is. Which format it is, the bytes say. */
export function keyFileOf(text: Secret): KeyFile {
  const written = text.reveal().trim()
  const bytes = written.startsWith('{') || written.includes('-----BEGIN') ? undefined : fromBase64(written)
  if (bytes === undefined)
    return { extension: written.startsWith('{') ? 'jwk.json' : 'pem', bytes: `${written}\n` }
  const magic = bytes.subarray(0, 4).toString('hex')
  const extension = BY_MAGIC.find(([start]) => magic.startsWith(start))?.[1]
  return { extension: extension ?? (bytes[0] === 0x7b ? 'jwk.json' : 'pem'), bytes }
}
