import { createHash } from 'node:crypto'
import type { Finding } from '../../flows/check-key.js'
import type { Entry } from '../../keys/signing-key.js'
import { printable } from '../../printable.js'
import { isoDay, isoSecond } from './iso-second.js'

/** A key that has been checked. */
export interface CheckedKey {
  entry: Entry
  label: string
  kid: string | undefined
  /** The time asked about, as the person wrote it. */
  expiresIn: string
  findings: readonly Finding[]
}

/** The findings for a person, a line each and how many there are; or that there is none. */
export function renderCheck({ entry, label, findings }: CheckedKey): string {
  const [leaf] = entry.certificates
  const life = leaf ? `, valid until ${isoDay(leaf.notAfter)}` : ''
  const summary = findings.length === 1 ? '1 problem' : `${findings.length} problems`
  const lines = findings.map((finding) => messageOf(finding))
  return [...lines, findings.length === 0 ? `"${entry.alias}" in "${label}": good${life}` : summary]
    .map((line) => `${printable(line)}\n`)
    .join('')
}

/** The same as one line of JSON (`mp.key-check/1`). */
export function renderCheckJson({ entry, kid, expiresIn, findings }: CheckedKey): string {
  const [leaf] = entry.certificates
  const json = {
    schema: 'mp.key-check/1',
    alias: entry.alias,
    kid: kid ?? null,
    not_after: leaf ? isoSecond(leaf.notAfter) : null,
    expires_in: expiresIn,
    good: findings.length === 0,
    findings: findings.map(findingJson),
  }
  return `${JSON.stringify(json)}\n`
}

function findingJson(finding: Finding): object {
  if ('refusal' in finding)
    return {
      code: finding.refusal.code,
      message: finding.refusal.message,
      certificate: null,
      not_after: null,
    }
  const { der, notAfter } = finding.certificate
  return {
    code: 'MP_KEY_EXPIRES',
    message: finding.message,
    certificate: createHash('sha256').update(der).digest('hex'),
    not_after: isoSecond(notAfter),
  }
}

function messageOf(finding: Finding): string {
  return 'refusal' in finding ? finding.refusal.message : finding.message
}
