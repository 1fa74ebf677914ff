import type { DescribedCertificate } from '../../flows/describe-entry.js'
import type { InspectedEntry, Inspection } from '../../flows/inspect-keystore.js'
import { printable } from '../../printable.js'
import { isoDay } from './iso-second.js'

type Row = readonly [name: string, value: string | undefined]

const INDENT = '  '

/** A keystore for a person: an entry a block, a fact a line. What is not known is left out. */
export function renderKeystore(label: string, { format, entries }: Inspection): string {
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`
  return [`${printable(label)}: ${format}, ${count}\n`, ...entries.map(renderEntry)].join('\n')
}

function renderEntry(entry: InspectedEntry): string {
  const [leaf, ...above] = entry.certificates
  const rows: Row[] = [
    ['type', [entry.type, entry.algorithm, entry.bits].filter(Boolean).join(' ')],
    ['kid', entry.kid],
    ['public key', entry.spkiSha256 && `sha256 ${entry.spkiSha256}`],
    ...(leaf ? certificateRows(leaf) : []),
    ...above.map(
      (authority, i): Row => [
        i === 0 ? 'chain' : '',
        `${authority.subject}, to ${isoDay(authority.notAfter)}`,
      ],
    ),
    ['problem', entry.problem?.message],
  ]
  const known = rows.flatMap(([name, value]) => (value ? [[name, printable(value)] as const] : []))
  const width = Math.max(...known.map(([name]) => name.length))
  const lines = known.map(([name, value]) => `${INDENT}${name.padEnd(width)}  ${value}\n`)
  return `${printable(entry.alias)}${entry.selected ? ' (the one that mp takes)' : ''}\n${lines.join('')}`
}

function certificateRows(leaf: DescribedCertificate): Row[] {
  return [
    ['certificate', leaf.subject],
    ['issuer', leaf.issuer],
    ['organisation', leaf.orgnr],
    ['valid', `${isoDay(leaf.notBefore)} to ${isoDay(leaf.notAfter)}`],
    ['usage', leaf.usage.join(', ')],
    ['environment', leaf.environment],
    ['fingerprint', `sha256 ${leaf.sha256}`],
  ]
}
