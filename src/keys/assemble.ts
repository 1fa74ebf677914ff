import { readCertificate } from './certificate.js'
import { isSelfIssued, orderChain } from './chain.js'
import type { Found, FoundCertificate, FoundKey } from './found.js'
import { isSameKey } from './public-key.js'
import type { Certificate, Entry } from './signing-key.js'

type Nameless = Omit<Entry, 'alias'> & { readonly alias?: string }

/** A certificate with what its file says of it. */
interface Candidate {
  readonly found: FoundCertificate
  readonly certificate: Certificate
}

/** Puts keys and certificates together: private keys first, then secret keys, then the certificates that belong to no key. */
export function assemble({ keys, certificates, secrets }: Found): Entry[] {
  const pool = once(certificates).map((found) => ({
    found,
    certificate: readCertificate(found.der),
  }))
  const all = pool.map(({ certificate }) => certificate)
  const keyEntries = keys.map((key) => keyEntry(key, leafOf(key, keys, pool), all))
  const used = new Set(keyEntries.flatMap((entry) => entry.certificates))
  const loose = pool.filter(({ found, certificate }) => found.trusted || !used.has(certificate))
  const secretEntries = secrets.map(
    ({ name }): Nameless => ({ ...named(name), type: 'secret-key', certificates: [] }),
  )
  return [...keyEntries, ...secretEntries, ...loose.map(certificateEntry)].map(numbered)
}

/** Each certificate once, with all that its copies say of it: Java writes a trusted one anew into every chain. */
function once(certificates: readonly FoundCertificate[]): FoundCertificate[] {
  const found = new Map<string, FoundCertificate>()
  for (const certificate of certificates) {
    const key = certificate.der.toString('latin1')
    const copy = found.get(key)
    found.set(key, certificate.trusted ? { ...copy, ...certificate } : { ...certificate, ...copy })
  }
  return [...found.values()]
}

function numbered(entry: Nameless, index: number): Entry {
  return { ...entry, alias: entry.alias ?? `${index + 1}` }
}

function keyEntry(key: FoundKey, leaf: Candidate | undefined, pool: readonly Certificate[]): Nameless {
  const opened = 'fault' in key ? { fault: key.fault } : { privateKey: key.privateKey, spki: key.spki }
  const certificates = leaf === undefined ? [] : orderChain(leaf.certificate, pool)
  return { ...named(key.name ?? leaf?.found.name), type: 'private-key', ...opened, certificates }
}

function certificateEntry({ found, certificate }: Candidate): Nameless {
  return { ...named(found.name), type: 'certificate', spki: certificate.spki, certificates: [certificate] }
}

function named(name: string | undefined) {
  return name === undefined || name === '' ? {} : { alias: name }
}

/** The key's certificate: one with its public key, before one that only bears its mark. Of several, the one marked, then the one good for longest. */
function leafOf(key: FoundKey, keys: readonly FoundKey[], pool: readonly Candidate[]): Candidate | undefined {
  const marked = pool.filter(
    ({ found }) => key.localKeyId !== undefined && found.localKeyId === key.localKeyId,
  )
  if ('fault' in key) return longest(marked)
  const own = pool.filter(({ certificate }) => isSameKey(certificate.spki, key.spki))
  return (
    longest(own.filter((one) => marked.includes(one))) ??
    longest(own) ??
    longest(marked) ??
    onlyEnd(keys, pool)
  )
}

/** A lone key beside a lone certificate, or the lone end of a chain, was meant to go with it, and the mismatch is to be seen. */
function onlyEnd(keys: readonly FoundKey[], pool: readonly Candidate[]): Candidate | undefined {
  const untrusted = pool.filter(({ found }) => !found.trusted)
  const ends =
    untrusted.length === 1
      ? untrusted
      : untrusted.filter(({ certificate }) => !isSelfIssued(certificate) && !hasIssued(certificate, pool))
  return keys.length === 1 && ends.length === 1 ? ends[0] : undefined
}

function hasIssued(certificate: Certificate, pool: readonly Candidate[]): boolean {
  return pool.some((other) => Buffer.compare(other.certificate.issuerDer, certificate.subjectDer) === 0)
}

function longest(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, one) => (best === undefined || one.certificate.notAfter > best.certificate.notAfter ? one : best),
    undefined,
  )
}
