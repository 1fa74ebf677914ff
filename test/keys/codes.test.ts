import { describe, expect, it } from 'vitest'
import { toSigningKey, type Use } from '../../src/keys/fitness.js'
import { openKeystore } from '../../src/keys/open.js'
import { selectEntry } from '../../src/keys/select.js'
import { withInteger } from './support/ber.js'
import { NOW, passwords, vector } from './support/vectors.js'

/** What is done with a keystore: all of it is right, but for what is said otherwise. */
interface How {
  readonly bytes?: Buffer
  readonly password?: string | null
  readonly alias?: string
  readonly environment?: Use['environment']
}

/** Every way in which a key is refused, once it has been read; `MP_KEY_NOT_FOUND` is the business of those who read it. */
const REFUSALS: readonly (readonly [code: string, file: string, how: How, message: string])[] = [
  ['MP_KEY_UNREADABLE', 'cut.p12', {}, '"cut.p12" is damaged: a value is longer than what holds it'],
  ['MP_KEY_UNREADABLE', 'cut.jks', {}, '"cut.jks" is damaged: it ends early'],
  [
    'MP_KEY_UNREADABLE',
    'other-n.jwk.json',
    {},
    '"other-n.jwk.json" holds an RSA key whose numbers do not agree',
  ],
  [
    'MP_KEY_UNSUPPORTED',
    'bouncycastle.bks',
    {},
    '"bouncycastle.bks" is a BouncyCastle keystore (BKS or UBER), which is not supported',
  ],
  [
    'MP_KEY_UNSUPPORTED',
    'bouncycastle.bcfks',
    {},
    '"bouncycastle.bcfks" is a BouncyCastle keystore (BCFKS), which is not supported',
  ],
  ['MP_KEY_UNSUPPORTED', 'openssl.p12.zip', {}, '"openssl.p12.zip" is a ZIP archive, which is not supported'],
  ['MP_KEY_UNSUPPORTED', 'page.p12', {}, '"page.p12" is an HTML page, which is not supported'],
  [
    'MP_KEY_UNSUPPORTED',
    'ssh-openssh',
    {},
    '"ssh-openssh" holds an SSH key in the format of OpenSSH, which is not supported',
  ],
  ['MP_KEY_UNSUPPORTED', 'putty.ppk', {}, '"putty.ppk" is a PuTTY key, which is not supported'],
  ['MP_KEY_UNSUPPORTED', 'pgp-secret.asc', {}, '"pgp-secret.asc" holds a PGP key, which is not supported'],
  [
    'MP_KEY_UNSUPPORTED',
    'pgp-secret.gpg',
    {},
    '"pgp-secret.gpg" is a PGP private key, which is not supported',
  ],
  [
    'MP_KEY_UNSUPPORTED',
    'keytool-ec.jks',
    {},
    'the key "ec" in "keytool-ec.jks" is EC (prime256v1), and Maskinporten takes RSA',
  ],
  ['MP_KEY_UNSUPPORTED', 'pss.pem', {}, 'the key "1" in "pss.pem" is RSA-PSS, and Maskinporten takes RSA'],
  [
    'MP_KEY_UNSUPPORTED',
    'ed25519.jwk.json',
    {},
    'the key "ed25519" in "ed25519.jwk.json" is Ed25519, and Maskinporten takes RSA',
  ],
  [
    'MP_KEY_WRONG_PASSWORD',
    'keytool.p12',
    { password: 'feil' },
    '"keytool.p12" does not open with the password given',
  ],
  [
    'MP_KEY_WRONG_PASSWORD',
    'keytool.jks',
    { password: 'feil' },
    '"keytool.jks" does not open with the password given',
  ],
  [
    'MP_KEY_WRONG_PASSWORD',
    'keytool.jceks',
    { password: 'feil' },
    '"keytool.jceks" does not open with the password given',
  ],
  [
    'MP_KEY_WRONG_PASSWORD',
    'pkcs8-encrypted.pem',
    { password: 'feil' },
    '"pkcs8-encrypted.pem" holds a key that is locked: it does not open with the password given',
  ],
  [
    'MP_KEY_PASSWORD_REQUIRED',
    'keytool.p12',
    { password: null },
    '"keytool.p12" is protected by a password, and none was given',
  ],
  [
    'MP_KEY_PASSWORD_REQUIRED',
    'keytool.jks',
    { password: null },
    '"keytool.jks" is protected by a password, and none was given',
  ],
  [
    'MP_KEY_PASSWORD_REQUIRED',
    'dek-des3.pem',
    { password: null },
    '"dek-des3.pem" holds a key that is protected by a password, and none was given',
  ],
  ['MP_KEY_NO_PRIVATE_KEY', 'keytool-truststore.jks', {}, '"keytool-truststore.jks" holds no private key'],
  ['MP_KEY_NO_PRIVATE_KEY', 'public.jwk.json', {}, '"public.jwk.json" is a public key'],
  [
    'MP_KEY_NO_PRIVATE_KEY',
    'request.pem',
    {},
    '"request.pem" holds a certificate request and no private key',
  ],
  [
    'MP_KEY_AMBIGUOUS',
    'keytool-two-valid.jks',
    {},
    '"keytool-two-valid.jks" holds 2 private keys, and which to use is not clear',
  ],
  [
    'MP_KEY_ALIAS_NOT_FOUND',
    'keytool-several.jks',
    { alias: 'autn' },
    '"keytool-several.jks" holds no private key with alias "autn"',
  ],
  [
    'MP_KEY_NO_CERTIFICATE',
    'key-only.p12',
    {},
    'the key "auth" in "key-only.p12" has neither a certificate nor a kid',
  ],
  [
    'MP_KEY_MISMATCH',
    'mismatch.jwk.json',
    {},
    'the key "min-kid" in "mismatch.jwk.json" does not belong to its certificate (organizationIdentifier=NTRNO-310904473,CN=BLÅBÆR OG SØNN AS,O=BLÅBÆR OG SØNN AS,C=NO)',
  ],
  ['MP_KEY_UNFIT', 'expired.p12', {}, 'the certificate of "expired" in "expired.p12" expired 2021-01-01'],
  [
    'MP_KEY_UNFIT',
    'future.p12',
    {},
    'the certificate of "future" in "future.p12" is not valid before 2090-01-01',
  ],
  [
    'MP_KEY_UNFIT',
    'weak.pem',
    {},
    'the key "1" in "weak.pem" has 1024 bits, and Maskinporten takes 2048 or more',
  ],
  [
    'MP_KEY_UNFIT',
    'enc.p12',
    {},
    'the certificate of "enc" in "enc.p12" is for keyEncipherment, dataEncipherment only',
  ],
  [
    'MP_KEY_UNFIT',
    'keytool.jks',
    { environment: 'production' },
    'the certificate of "auth" in "keytool.jks" is for test, and the environment is production',
  ],
  [
    'MP_KEY_LIMIT',
    'nss.p12',
    { bytes: withInteger(vector('nss.p12'), 600_000, 0x7fffffff) },
    '"nss.p12" asks for more than 5000000 rounds of key derivation',
  ],
]

describe('a key is refused', () => {
  it.each(REFUSALS)('with %s: %s', async (code, file, how, message) => {
    await expect(use(file, how)).rejects.toMatchObject({ code, message })
  })

  it('with every code of the contract', () => {
    expect([...new Set(REFUSALS.map(([code]) => code))]).toEqual([
      'MP_KEY_UNREADABLE',
      'MP_KEY_UNSUPPORTED',
      'MP_KEY_WRONG_PASSWORD',
      'MP_KEY_PASSWORD_REQUIRED',
      'MP_KEY_NO_PRIVATE_KEY',
      'MP_KEY_AMBIGUOUS',
      'MP_KEY_ALIAS_NOT_FOUND',
      'MP_KEY_NO_CERTIFICATE',
      'MP_KEY_MISMATCH',
      'MP_KEY_UNFIT',
      'MP_KEY_LIMIT',
    ])
  })
})

/** From bytes to a key that signs, as a command goes. */
async function use(file: string, { bytes = vector(file), password = 'changeit', alias, environment }: How) {
  const keystore = await openKeystore(bytes, passwords(password ?? undefined), file)
  const entry = selectEntry(keystore, { alias }, NOW, file)
  return toSigningKey(entry, { now: NOW, environment, label: file })
}
