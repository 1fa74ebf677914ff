import { describe, expect, it } from 'vitest'
import { readCertificate } from '../../src/keys/certificate.js'
import { issuedFor } from '../../src/keys/issuers.js'
import { facts, vector } from './support/vectors.js'

const NAMES = ['auth', 'sign', 'enc', 'seid1', 'named', 'psd2', 'production', 'ec', 'root']

describe('readCertificate', () => {
  it.each(NAMES)('reads what openssl reads: %s', (name) => {
    const { subject, issuer, notBefore, notAfter } = readCertificate(vector(`${name}.crt.der`))
    const { sha256: _, ...expected } = facts.certificates[name] ?? { sha256: '' }
    expect({ subject, issuer, notBefore, notAfter }).toEqual(expected)
  })

  it.each([
    ['SEID 2 has it in organizationIdentifier', 'auth', '310904473'],
    ['SEID 1 has it in serialNumber', 'seid1', '991825827'],
    ['PSD2 has it in organizationIdentifier', 'psd2', '974760673'],
    ['some have it after the name', 'named', '974760673'],
  ])('finds the organisation number where %s', (_where, name, orgnr) => {
    expect(readCertificate(vector(`${name}.crt.der`)).orgnr).toBe(orgnr)
  })

  it.each([
    ['auth', ['digitalSignature']],
    ['sign', ['nonRepudiation']],
    ['enc', ['keyEncipherment', 'dataEncipherment']],
    ['root', ['keyCertSign', 'cRLSign']],
    ['named', []],
  ])('names the key usages of %s', (name, usage) => {
    expect(readCertificate(vector(`${name}.crt.der`)).usage).toEqual(usage)
  })

  it.each([
    ['auth', 'test'],
    ['seid1', 'test'],
    ['production', 'production'],
  ])('tells the environment of %s by its issuer', (name, environment) => {
    expect(readCertificate(vector(`${name}.crt.der`)).environment).toBe(environment)
  })

  it('refuses what is no certificate', () => {
    for (const file of ['pkcs8.der', 'public.der', 'request.der', 'openssl.p12']) {
      expect(() => readCertificate(vector(file))).toThrow(
        expect.objectContaining({ code: 'MP_KEY_UNREADABLE' }),
      )
    }
  })
})

describe('issuedFor', () => {
  it.each([
    ['Buypass Class 3 Test4 CA 3', 'test'],
    ['Buypass Class 3 Test4 CA G2 ST Business', 'test'],
    ['Commfides Legal Person - G3 - TEST', 'test'],
    ['CPN Enterprise-Norwegian SHA256 CA - TEST2', 'test'],
    ['Buypass Class 3 CA 3', 'production'],
    ['Buypass Class 3 CA G2 ST Business', 'production'],
    ['Buypass Class 3 CA G2 HT Business', 'production'],
    ['Commfides Legal Person - G3', 'production'],
    ['alene', undefined],
  ])('knows %s', (name, environment) => {
    expect(issuedFor([name], [])).toBe(environment)
  })

  it("knows Commfides' test policies, and not their neighbours", () => {
    expect(issuedFor(['?'], ['2.16.578.1.29.913.210.1.0'])).toBe('test')
    expect(issuedFor(['?'], ['2.16.578.1.29.9131.1'])).toBeUndefined()
    expect(issuedFor(['?'], ['2.16.578.1.29.13.210.1.0'])).toBeUndefined()
  })
})
