import type { DescribedCertificate } from '../../flows/describe-entry.js'
import type { InspectedEntry, Inspection } from '../../flows/inspect-keystore.js'
import { isoSecond } from './iso-second.js'

/** A keystore as one line of JSON (`mp.key/1`). What is not known is null. */
export function renderKeystoreJson({ format, entries }: Inspection): string {
  return `${JSON.stringify({ schema: 'mp.key/1', format, entries: entries.map(entryJson) })}\n`
}

function entryJson(entry: InspectedEntry): object {
  const { alias, type, algorithm, bits, kid, spkiSha256, certificates, selected, problem } = entry
  return {
    alias,
    type,
    algorithm: algorithm ?? null,
    bits: bits ?? null,
    kid: kid ?? null,
    spki_sha256: spkiSha256 ?? null,
    certificates: certificates.map(certificateJson),
    selected,
    ...(problem && { problem: { code: problem.code, message: problem.message } }),
  }
}

/** A certificate's facts, by the names that programs read. */
export function certificateJson(certificate: DescribedCertificate): object {
  const { sha256, subject, issuer, orgnr, notBefore, notAfter, usage, environment } = certificate
  return {
    sha256,
    subject,
    issuer,
    orgnr: orgnr ?? null,
    not_before: isoSecond(notBefore),
    not_after: isoSecond(notAfter),
    usage,
    environment: environment ?? null,
  }
}
