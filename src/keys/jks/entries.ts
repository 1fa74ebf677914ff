import { beyondLimit, unreadable } from '../fault.js'
import { Cursor } from './cursor.js'
import { skipJavaObject } from './java-object.js'

/** An entry as it stands in the file. */
export type StoredEntry =
  | {
      readonly kind: 'key'
      readonly alias: string
      readonly locked: Buffer
      readonly chain: readonly Buffer[]
    }
  | { readonly kind: 'certificate'; readonly alias: string; readonly chain: readonly Buffer[] }
  | { readonly kind: 'secret'; readonly alias: string }

/** A Java keystore, read as far as it goes without a password. */
export interface JavaStore {
  readonly entries: readonly StoredEntry[]
  /** What the digest is over, beside the password. */
  readonly body: Buffer
  readonly digest: Buffer
}

const KEY = 1
const CERTIFICATE = 2
const SECRET = 3
const X509 = /^X\.?509$/
const DATE_LENGTH = 8
const DIGEST_LENGTH = 20
/** Java's own truststore has some hundred and fifty. */
const MAX_ENTRIES = 10_000

/** Reads a file in the format of JKS, or in that of JCEKS, which differs in its magic number and knows secret keys. */
export function readStore(bytes: Buffer): JavaStore {
  const cursor = new Cursor(bytes)
  cursor.int() // the magic number, by which the file was told
  const version = cursor.int()
  if (version !== 1 && version !== 2) throw unreadable(`is a Java keystore of unknown version ${version}`)
  const count = cursor.int()
  const entries: StoredEntry[] = []
  while (entries.length < count) {
    if (entries.length === MAX_ENTRIES) throw beyondLimit(`holds more than ${MAX_ENTRIES} entries`)
    entries.push(readEntry(cursor, version))
  }
  return { entries, body: cursor.passed, digest: cursor.take(DIGEST_LENGTH) }
}

function readEntry(cursor: Cursor, version: number): StoredEntry {
  const kind = cursor.int()
  const alias = cursor.text()
  cursor.take(DATE_LENGTH)
  switch (kind) {
    case KEY:
      return { kind: 'key', alias, locked: cursor.take(cursor.int()), chain: readChain(cursor, version) }
    case CERTIFICATE:
      return { kind: 'certificate', alias, chain: readCertificate(cursor, version) }
    case SECRET:
      skipJavaObject(cursor)
      return { kind: 'secret', alias }
    default:
      throw unreadable('is damaged: an entry is of no known kind')
  }
}

function readChain(cursor: Cursor, version: number): Buffer[] {
  const count = cursor.int()
  const chain: Buffer[] = []
  for (let i = 0; i < count; i++) chain.push(...readCertificate(cursor, version))
  return chain
}

/** A certificate, if it is of the one type there is. */
function readCertificate(cursor: Cursor, version: number): Buffer[] {
  const type = version === 1 ? 'X.509' : cursor.text()
  const der = cursor.take(cursor.int())
  return X509.test(type) ? [der] : []
}
