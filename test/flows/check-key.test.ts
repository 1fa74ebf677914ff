import { describe, expect, it } from 'vitest'
import { checkKey } from '../../src/flows/check-key.js'
import type { Certificate, Entry } from '../../src/keys/signing-key.js'
import { NOW, privateKey, publicKey } from '../support/keys.js'

const DAY = 24 * 60 * 60
const spki = publicKey.export({ type: 'spki', format: 'der' })

/** A chain whose certificates end so many days from now, leaf first. */
function entryWith(...days: number[]): Entry {
  return {
    alias: 'auth',
    type: 'private-key',
    privateKey,
    spki,
    certificates: days.map((life, i) => certificate(`CN=${i}`, NOW + life * DAY)),
  }
}

function certificate(subject: string, notAfter: number): Certificate {
  const nothing = new Uint8Array()
  const names = { subject, issuer: '', subjectDer: nothing, issuerDer: nothing }
  return { der: nothing, ...names, spki, notBefore: 0, notAfter, usage: [] }
}

function found(entry: Entry, use: { kid?: string } = {}, days = 30): string[] {
  const { findings } = checkKey(entry, { now: NOW, label: 'x.p12', ...use }, days * DAY)
  return findings.map((finding) => ('refusal' in finding ? finding.refusal.message : finding.message))
}

describe('checkKey', () => {
  it('finds nothing where all is good for longer', () => {
    expect(found(entryWith(31, 31))).toEqual([])
  })

  it('finds an authority that ends before the leaf', () => {
    expect(found(entryWith(400, 10, 500))).toEqual(['CN=1, above "auth" in "x.p12", expires 2023-11-24'])
  })

  it('finds an authority that has ended, beside a leaf that has', () => {
    expect(found(entryWith(-1, -2))).toEqual([
      'the certificate of "auth" in "x.p12" expired 2023-11-13',
      'CN=1, above "auth" in "x.p12", expired 2023-11-12',
    ])
  })

  it('finds certificates of a key that goes by its kid', () => {
    expect(found(entryWith(-1), { kid: 'mine' })).toEqual([
      'the certificate of "auth" in "x.p12" expired 2023-11-13',
    ])
    expect(found({ ...entryWith(), certificates: [] }, { kid: 'mine' })).toEqual([])
  })

  it('warns where nothing is found', () => {
    const { findings, warnings } = checkKey(entryWith(20), { now: NOW, label: 'x.p12' }, 7 * DAY)
    expect(findings).toEqual([])
    expect(warnings).toEqual(['the certificate of "auth" in "x.p12" expires 2023-12-04'])
  })
})
