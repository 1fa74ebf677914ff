import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CandidatesError } from '../../src/keys/candidates-error.js'
import { openKeystore } from '../../src/keys/open.js'
import { selectEntry, type Wanted } from '../../src/keys/select.js'
import { NOW, passwords, vector } from './support/vectors.js'

const JWK = createPrivateKey({ key: vector('pkcs8.der'), format: 'der', type: 'pkcs8' }).export({
  format: 'jwk',
})

describe('selectEntry', () => {
  it.each([
    ['the only key, whatever its usage', 'enc.p12', {}, 'enc'],
    ['the only key beside secret keys and certificates', 'keytool-secret.p12', {}, 'auth'],
    ['the only key whose certificate may sign', 'keytool-several.p12', {}, 'auth'],
    ['the only one of these that is valid', 'keytool-renewed.p12', {}, 'auth'],
    ['the one asked for by alias', 'keytool-several.p12', { alias: 'sign' }, 'sign'],
    ['the one asked for, in any case', 'keytool-several.p12', { alias: 'SIGN' }, 'sign'],
    ['the one asked for though it has expired', 'keytool-renewed.p12', { alias: 'expired' }, 'expired'],
    ['the only key when a kid is to be sent', 'keytool.p12', { kid: 'any' }, 'auth'],
    ['the one that may sign when a kid is to be sent', 'keytool-several.p12', { kid: 'any' }, 'auth'],
  ])('takes %s', async (_which, file, wanted, alias) => {
    expect((await select(file, wanted)).alias).toBe(alias)
  })

  it.each([
    ['two may sign and are valid', 'keytool-two-valid.p12', {}, 'MP_KEY_AMBIGUOUS'],
    ['there is no such alias', 'keytool-several.p12', { alias: 'autn' }, 'MP_KEY_ALIAS_NOT_FOUND'],
    [
      'there is no such alias, though there is one key',
      'keytool.p12',
      { alias: 'autn' },
      'MP_KEY_ALIAS_NOT_FOUND',
    ],
    ['the alias is a certificate', 'keytool-secret.p12', { alias: 'rot' }, 'MP_KEY_ALIAS_NOT_FOUND'],
    ['there are certificates only', 'keytool-truststore.p12', {}, 'MP_KEY_NO_PRIVATE_KEY'],
  ])('stops when %s', async (_when, file, wanted, code) => {
    await expect(select(file, wanted)).rejects.toMatchObject({ code })
  })

  it('hands on what a person tells the keys apart by', async () => {
    const error = await select('keytool-two-valid.p12', {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CandidatesError)
    const subject = 'organizationIdentifier=NTRNO-310904473,CN=BLÅBÆR OG SØNN AS,O=BLÅBÆR OG SØNN AS,C=NO'
    const facts = { subject, orgnr: '310904473', usage: ['digitalSignature'], notAfter: 4102444799 }
    expect(error).toMatchObject({
      message: '"keytool-two-valid.p12" holds 2 private keys, and which to use is not clear',
      candidates: [
        { alias: 'auth', ...facts },
        { alias: 'production', ...facts },
      ],
    })
  })

  it('says which alias was not found', async () => {
    await expect(select('keytool-several.p12', { alias: 'autn' })).rejects.toThrow(
      '"keytool-several.p12" holds no private key with alias "autn"',
    )
  })
})

describe('selectEntry among JWKs', () => {
  const SIG = { ...JWK, kid: 'sig', use: 'sig' }
  const ENC = { ...JWK, kid: 'enc', use: 'enc' }
  const BARE = { ...JWK, kid: 'bare' }

  it.each([
    ['the only one not for encryption', [ENC, BARE], {}, 'bare'],
    ['the one with the kid', [SIG, BARE], { kid: 'sig' }, 'sig'],
    ['the one with the kid as its alias', [SIG, BARE], { alias: 'sig' }, 'sig'],
    ['the only one, whatever kid is to be sent', [SIG], { kid: 'another' }, 'sig'],
  ])('takes %s', async (_which, keys, wanted, alias) => {
    expect((await selectJwk(keys, wanted)).alias).toBe(alias)
  })

  it.each([
    ['two may sign', [SIG, BARE], {}, 'MP_KEY_AMBIGUOUS'],
    ['none may sign', [ENC, { ...ENC, kid: 'enc2' }], {}, 'MP_KEY_AMBIGUOUS'],
    ['none has the kid', [SIG, BARE], { kid: 'another' }, 'MP_KEY_ALIAS_NOT_FOUND'],
    ['two have the kid', [SIG, { ...BARE, kid: 'sig' }], { kid: 'sig' }, 'MP_KEY_AMBIGUOUS'],
  ])('stops when %s', async (_when, keys, wanted, code) => {
    await expect(selectJwk(keys, wanted)).rejects.toMatchObject({ code })
  })
})

async function select(file: string, wanted: Wanted) {
  return selectEntry(await openKeystore(vector(file), passwords('changeit'), file), wanted, NOW, file)
}

async function selectJwk(keys: readonly unknown[], wanted: Wanted) {
  const bytes = Buffer.from(JSON.stringify({ keys }))
  return selectEntry(await openKeystore(bytes, {}, 'keys.json'), wanted, NOW, 'keys.json')
}
