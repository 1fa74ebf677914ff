// JKS and JCEKS, Java's keystores from before PKCS#12: entries in the open, each key locked, one digest over all.
import { hash } from 'node:crypto'
import { octetString, readFields } from '../der/values.js'
import { KeyFault, ownFault } from '../fault.js'
import { type Found, type FoundKey, nothingYet } from '../found.js'
import { type Keyring, openKey } from '../locked-key.js'
import { entryPassphrases, type Passphrase, type Passwords, storePassphrases } from '../pbe/passphrase.js'
import { Rounds } from '../pbe/rounds.js'
import { type JavaStore, readStore, type StoredEntry } from './entries.js'
import { javaPassword, readProtection } from './protection.js'

type StoredKey = Extract<StoredEntry, { kind: 'key' }>

const WHITENER = Buffer.from('Mighty Aphrodite')

/** Reads a JKS or JCEKS file under the passwords given. */
export async function readJavaKeystore(bytes: Buffer, passwords: Passwords): Promise<Found> {
  const store = readStore(bytes)
  const passphrases = storePassphrases(passwords)
  const passphrase = passphrases.find((one) => digestOf(store, one).equals(store.digest))
  if (passphrase === undefined) throw await refusal(store, passphrases, passwords)
  const keyring = { passphrases: entryPassphrases(passwords, [passphrase]), given: true }
  return { ...withoutKeys(store), keys: await openKeys(store.entries, keyring) }
}

/** The digest that tells a wrong password, or damage: over the password, some words of Java's, and the file. */
function digestOf({ body }: JavaStore, passphrase: Passphrase): Buffer {
  return hash('sha1', Buffer.concat([javaPassword(passphrase), WHITENER, body]), 'buffer')
}

function withoutKeys({ entries }: JavaStore): Found {
  const found = nothingYet()
  for (const [i, entry] of entries.entries()) {
    if (entry.kind === 'secret') found.secrets.push({ name: entry.alias })
    else if (entry.kind === 'key') found.certificates.push(...chainOf(entry, i))
    else found.certificates.push(...entry.chain.map((der) => ({ der, name: entry.alias, trusted: true })))
  }
  return found
}

/** The leaf bears its entry's mark, so that two entries with one key keep each its own. */
function chainOf({ chain }: StoredKey, index: number) {
  return chain.map((der, i) => (i === 0 ? { der, ...markOf(index) } : { der }))
}

function markOf(index: number) {
  return { localKeyId: `${index}` }
}

async function openKeys(entries: readonly StoredEntry[], keyring: Keyring): Promise<FoundKey[]> {
  const rounds = new Rounds()
  const openings = entries.flatMap((entry, i) =>
    entry.kind === 'key' ? [prepared(entry, i, keyring, rounds)] : [],
  )
  return Promise.all(openings.map((open) => open()))
}

/** What opens one key. The rounds of all are counted before any is opened. */
function prepared(key: StoredKey, index: number, keyring: Keyring, rounds: Rounds): () => Promise<FoundKey> {
  const marks = { name: key.alias, ...markOf(index) }
  try {
    const [algorithm, data] = readFields(key.locked)
    const scheme = readProtection(algorithm)
    const locked = octetString(data)
    rounds.spend(scheme.rounds)
    return () => openKey(locked, scheme, keyring, marks)
  } catch (error) {
    const fault = ownFault(error)
    return async () => ({ ...marks, fault })
  }
}

/** A digest that does not hold means another password or damage. If the first key opens all the same, that is worth saying; to try them all would take long. */
async function refusal(
  store: JavaStore,
  passphrases: readonly Passphrase[],
  { store: given }: Passwords,
): Promise<KeyFault> {
  if (given === undefined) {
    return new KeyFault('MP_KEY_PASSWORD_REQUIRED', 'is protected by a password, and none was given')
  }
  const first = store.entries.filter(({ kind }) => kind === 'key').slice(0, 1)
  const [opened] = await openKeys(first, { passphrases, given: true })
  if (opened === undefined || 'fault' in opened) {
    return new KeyFault('MP_KEY_WRONG_PASSWORD', 'does not open with the password given')
  }
  return new KeyFault(
    'MP_KEY_WRONG_PASSWORD',
    `does not open with the password given, though its key "${opened.name}" does: the store has another password, or is damaged`,
  )
}
