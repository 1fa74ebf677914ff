import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openKeystore } from '../../src/keys/open.js'
import type { Entry, Keystore } from '../../src/keys/signing-key.js'
import { type ExpectedEntry, VECTORS, type Vector } from '../vectors/vectors.js'
import { documentedOutcomes, outcomeOf } from './support/documented.js'
import { facts, passwords, vector } from './support/vectors.js'

const openings = new Map<Vector, Promise<Keystore>>()

describe.each(VECTORS.map((one) => [describeVector(one), one] as const))('%s', (_name, one) => {
  it(
    one.refusal === undefined ? 'opens to what its maker put in' : `is refused with ${one.refusal}`,
    async () => {
      const opening = openOnce(one)
      if (one.refusal !== undefined) {
        await expect(opening).rejects.toMatchObject({
          code: one.refusal,
          message: expect.stringContaining(`"${one.file}"`),
        })
        return
      }
      const { format, entries } = await opening
      expect(format).toBe(one.format)
      expect(entries.map(summary)).toEqual(one.entries?.map(expected))
    },
  )
})

describe('docs/keystores.md', () => {
  const outcomes = documentedOutcomes()

  it('has a row for every sample, once, and no other', () => {
    const files = [...new Set(VECTORS.map(({ file }) => file))].sort()
    expect(outcomes.map(([file]) => file).sort()).toEqual(files)
  })

  it.each(outcomes)('says what becomes of %s: %s', async (file, outcome) => {
    const all = VECTORS.filter((one) => one.file === file)
    const meant = all.find(({ refusal }) => refusal === undefined) ?? all[0]
    expect(await outcomeOf(openOnce(meant as Vector), file)).toBe(outcome)
  })
})

describe('the vectors', () => {
  it('are all in the table', () => {
    const files = readdirSync(new URL('../vectors/', import.meta.url))
    const known = new Set(VECTORS.map(({ file }) => file))
    const unknown = files.filter((file) => !known.has(file))
    expect(
      unknown.filter(
        (file) =>
          !/^(source|properties|make\.sh|to-ber\.py|jwks\.js|vectors\.ts|facts\.json|.*\.java|.*\.crt\.der)$/.test(
            file,
          ),
      ),
    ).toEqual([])
  })

  it('hold keys that sign for the certificates beside them', async () => {
    const { entries } = await openKeystore(vector('keytool.p12'), passwords('changeit'), 'keytool.p12')
    const [{ privateKey, certificates }] = entries as [Required<Entry>]
    const key = createPublicKey({
      key: Buffer.from(certificates[0]?.spki ?? []),
      format: 'der',
      type: 'spki',
    })
    const message = Buffer.from('til Maskinporten')
    expect(verify('sha256', message, key, sign('sha256', message, privateKey))).toBe(true)
  })
})

/** Opens a sample under the passwords meant for it; some take a third of a second. */
function openOnce(one: Vector): Promise<Keystore> {
  const opening =
    openings.get(one) ?? openKeystore(vector(one.file), passwords(one.password, one.entryPassword), one.file)
  openings.set(one, opening)
  return opening
}

function describeVector({ file, password, entryPassword }: Vector): string {
  const given = password === undefined ? 'without a password' : `under "${password}"`
  return `${file} ${given}${entryPassword === undefined ? '' : ` and "${entryPassword}"`}`
}

function expected({ alias, type = 'private-key', key, chain = [], fault }: ExpectedEntry) {
  return {
    alias,
    type,
    key: key === undefined ? undefined : facts.keys[key],
    chain: chain.map((name) => facts.certificates[name]?.sha256),
    subjects: chain.map((name) => facts.certificates[name]?.subject),
    opened: type === 'private-key' && fault === undefined,
    fault,
  }
}

function summary(entry: Entry) {
  const isKnown = entry.spki !== undefined && Object.values(facts.keys).includes(sha256(entry.spki))
  return {
    alias: entry.alias,
    type: entry.type,
    key: isKnown && entry.spki ? sha256(entry.spki) : undefined,
    chain: entry.certificates.map(({ der }) => sha256(der)),
    subjects: entry.certificates.map(({ subject }) => subject),
    opened: entry.privateKey !== undefined,
    fault: entry.fault?.code,
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
