// PKCS#12 (RFC 7292): a MAC over a safe, the safe's parts under encryption, the keys under encryption again.
import { context, type Element } from '../der/element.js'
import { readDer } from '../der/read.js'
import { expect, fields, octetString, octets, oid } from '../der/values.js'
import { KeyFault, unreadable, unsupported } from '../fault.js'
import { type Found, nothingYet } from '../found.js'
import { type Keyring, openKey } from '../locked-key.js'
import { entryPassphrases, type Passphrase, type Passwords, storePassphrases } from '../pbe/passphrase.js'
import { Rounds } from '../pbe/rounds.js'
import { readScheme, type Scheme, unlock } from '../pbe/scheme.js'
import { type Bag, readBags } from './bags.js'
import { type Mac, readMac } from './mac.js'

const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const ENVELOPED_DATA = '1.2.840.113549.1.7.3'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'

/** A part of the safe: its bags, or what they are encrypted in. */
type Part = { readonly bags: readonly Bag[] } | { readonly scheme: Scheme; readonly data: Buffer }

interface Pfx {
  /** What the MAC is over. */
  readonly safe: Buffer
  readonly mac?: Mac
  readonly parts: readonly Part[]
}

/** One try at a whole file. */
interface Attempt {
  readonly store: readonly Passphrase[]
  readonly keyring: Keyring
  readonly rounds: Rounds
}

/** Reads a PKCS#12 file under the passwords given; where none is, an absent and an empty one are tried. */
export async function readPkcs12(file: Element, passwords: Passwords): Promise<Found> {
  const pfx = readPfx(file)
  const store = storePassphrases(passwords)
  // A MAC picks the one password; without it, each part takes whichever opens it.
  for (const passphrases of pfx.mac ? store.map((one) => [one]) : [store]) {
    const found = await openWith(pfx, passphrases, passwords)
    if (found !== undefined) return found
  }
  throw passwords.store === undefined
    ? new KeyFault('MP_KEY_PASSWORD_REQUIRED', 'is protected by a password, and none was given')
    : new KeyFault('MP_KEY_WRONG_PASSWORD', 'does not open with the password given')
}

function readPfx(file: Element): Pfx {
  const [, content, macData] = fields(file)
  const [type, holder] = fields(content)
  if (oid(type) !== DATA) throw notData(oid(type))
  const safe = octetString(expect(holder, context(0)).children[0])
  const parts = fields(readDer(safe)).map(readPart)
  return { safe, parts, ...(macData && { mac: readMac(macData) }) }
}

function readPart(part: Element): Part {
  const [type, holder] = fields(part)
  const inner = expect(holder, context(0)).children[0]
  if (oid(type) === DATA) return { bags: readBags(readDer(octetString(inner))) }
  if (oid(type) !== ENCRYPTED_DATA) throw notData(oid(type))
  const [, algorithm, encrypted] = fields(fields(inner)[1])
  return { scheme: readScheme(algorithm), data: octets(encrypted) }
}

function notData(type: string): KeyFault {
  if (type === SIGNED_DATA) return unsupported('is a PKCS#12 file signed with a key, which is not supported')
  if (type === ENVELOPED_DATA) {
    return unsupported('is a PKCS#12 file encrypted for a certificate, which is not supported')
  }
  return unreadable('is damaged: a part is of no known kind')
}

/** Everything in the file, or undefined if the password is not the one. */
async function openWith(
  pfx: Pfx,
  store: readonly Passphrase[],
  passwords: Passwords,
): Promise<Found | undefined> {
  const rounds = new Rounds()
  rounds.spend((pfx.mac?.rounds ?? 0) + sum(pfx.parts, partRounds))
  const given = passwords.store !== undefined || passwords.entry !== undefined
  const attempt = { store, rounds, keyring: { passphrases: entryPassphrases(passwords, store), given } }
  // PBKDF2 runs on other threads while this one is busy with the MAC's loop.
  const opening = Promise.allSettled(pfx.parts.map((part) => openPart(part, attempt)))
  const holds = await pfx.mac?.holds(pfx.safe, store[0] as Passphrase)
  const outcomes = await opening
  return holds === false ? undefined : together(outcomes)
}

function partRounds(part: Part): number {
  return 'bags' in part ? sum(part.bags, bagRounds) : part.scheme.rounds
}

function bagRounds({ scheme }: Bag): number {
  return scheme?.rounds ?? 0
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0)
}

async function openPart(part: Part, attempt: Attempt): Promise<Found | undefined> {
  if ('bags' in part) return openBags(part.bags, attempt)
  const contents = await unlock(part.scheme, part.data, attempt.store, readContents)
  if (contents === undefined) return undefined
  const bags = readBags(contents)
  attempt.rounds.spend(sum(bags, bagRounds))
  return openBags(bags, attempt)
}

function readContents(plain: Buffer): Element {
  const contents = readDer(plain)
  fields(contents).forEach(fields)
  return contents
}

async function openBags(bags: readonly Bag[], { keyring }: Attempt): Promise<Found> {
  const ofKind = (kind: Bag['kind']) => bags.filter((bag) => bag.kind === kind)
  const opening = ofKind('key').map(({ data, scheme, marks }) => openKey(data, scheme, keyring, marks))
  return {
    keys: await Promise.all(opening),
    certificates: ofKind('certificate').map(({ data, marks, trusted }) => ({
      ...marks,
      der: data,
      trusted: trusted === true,
    })),
    secrets: ofKind('secret').map(({ marks }) => marks),
  }
}

/** All parts as one, if all of them opened. */
function together(outcomes: readonly PromiseSettledResult<Found | undefined>[]): Found | undefined {
  const whole = nothingYet()
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason
    if (outcome.value === undefined) return undefined
    whole.keys.push(...outcome.value.keys)
    whole.certificates.push(...outcome.value.certificates)
    whole.secrets.push(...outcome.value.secrets)
  }
  return whole
}
