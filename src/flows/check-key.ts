import { MpError, type MpErrorCode } from '../errors.js'
import { toSigningKey, type Use } from '../keys/fitness.js'
import type { Certificate, Entry } from '../keys/signing-key.js'
import { UnfitKeyError } from '../keys/unfit-key-error.js'

/** Something that speaks against a key: signing with it would be refused, or a certificate has its end. */
export type Finding = { refusal: MpError } | Ending

/** A certificate that ends within the time asked about, or has ended. */
export interface Ending {
  message: string
  certificate: Certificate
}

/** What has been found, and what a person should know all the same. */
export interface Checked {
  findings: Finding[]
  warnings: readonly string[]
}

/** Refusals that are a verdict on the key. Any other means that it could not be judged. */
const VERDICTS: readonly MpErrorCode[] = [
  'MP_KEY_UNFIT',
  'MP_KEY_MISMATCH',
  'MP_KEY_NO_CERTIFICATE',
  'MP_KEY_UNSUPPORTED',
]

/** Judges a key as signing would, and the life of its certificates: what ends within so many seconds is found. */
export function checkKey(entry: Entry, use: Use, within: number): Checked {
  const { refusal, warnings } = judge(entry, use)
  const leafIsSaid = refusal instanceof UnfitKeyError && refusal.reason === 'expired'
  const endings = entry.certificates
    .slice(leafIsSaid ? 1 : 0)
    .filter(({ notAfter }) => notAfter - use.now <= within)
    .map((certificate) => ending(certificate, entry, use))
  return { findings: [...(refusal ? [{ refusal }] : []), ...endings], warnings }
}

function judge(entry: Entry, use: Use): { refusal?: MpError; warnings: readonly string[] } {
  try {
    return { warnings: toSigningKey(entry, use).warnings }
  } catch (error) {
    const isVerdict = error instanceof MpError && VERDICTS.includes(error.code) && error !== entry.fault
    if (!isVerdict) throw error
    return { refusal: error, warnings: [] }
  }
}

function ending(certificate: Certificate, { alias, certificates }: Entry, { now, label }: Use): Ending {
  const { subject, notAfter } = certificate
  const place = `"${alias}" in "${label}"`
  const which =
    certificate === certificates[0] ? `the certificate of ${place}` : `${subject}, above ${place},`
  const day = new Date(notAfter * 1000).toISOString().slice(0, 10)
  return { message: `${which} ${notAfter < now ? 'expired' : 'expires'} ${day}`, certificate }
}
