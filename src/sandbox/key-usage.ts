import type { X509Certificate } from 'node:crypto'

/** The name of the extension, as DER writes it (RFC 5280 section 4.2.1.3). */
const KEY_USAGE = Buffer.from('0603551d0f', 'hex')
const [BOOLEAN, BIT_STRING, OCTET_STRING] = [1, 3, 4]
const DIGITAL_SIGNATURE = 0x80

/** Whether a certificate is for digitalSignature, or says nothing of its use. Node does not read this extension, so it is looked for in the DER. */
export function isForDigitalSignature({ raw }: X509Certificate): boolean {
  const at = raw.indexOf(KEY_USAGE)
  if (at < 0) return true
  const named = raw.subarray(at + KEY_USAGE.length)
  const value = named[0] === BOOLEAN ? named.subarray(3) : named
  const [octets, , bits, , , first = 0] = value
  return octets === OCTET_STRING && bits === BIT_STRING && (first & DIGITAL_SIGNATURE) !== 0
}
