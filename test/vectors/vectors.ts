import type { MpErrorCode } from '../../src/errors.js'
import type { KeystoreFormat } from '../../src/keys/signing-key.js'

/** One entry as `openKeystore` must find it. Keys and certificates are called by their names in facts.json. */
export interface ExpectedEntry {
  readonly alias: string
  readonly type?: 'private-key' | 'certificate' | 'secret-key'
  readonly key?: string
  readonly chain?: readonly string[]
  /** The entry is there, and this stands in the way of its key. */
  readonly fault?: MpErrorCode
}

/** One file: what opens it, and what must come of it. */
export interface Vector {
  readonly file: string
  readonly password?: string
  readonly entryPassword?: string
  readonly format?: KeystoreFormat
  readonly entries?: readonly ExpectedEntry[]
  readonly refusal?: MpErrorCode
}

const PASSWORD = 'changeit'
const NON_ASCII = 'blåbær🫐'
const ENTRY_PASSWORD = 'eget-passord'
const AUTHORITIES = ['intermediate', 'root']

function entry(alias: string, key: string, certificate = key): ExpectedEntry {
  return { alias, key, chain: [certificate, ...AUTHORITIES] }
}

function p12(file: string, entries: readonly ExpectedEntry[] = [entry('auth', 'auth')], password = PASSWORD): Vector {
  return { file, password, format: 'pkcs12', entries }
}

function pem(file: string, entries: readonly ExpectedEntry[] = [entry('1', 'auth')], password?: string): Vector {
  return { file, format: 'pem', entries, ...(password !== undefined && { password }) }
}

const KEY_ALONE: readonly ExpectedEntry[] = [{ alias: '1', key: 'auth', chain: [] }]

/** The files named so in one of Java's formats. */
function java(format: 'jks' | 'jceks', name: string, entries: readonly ExpectedEntry[] = [entry('auth', 'auth')]): Vector {
  return { file: `${name}.${format}`, password: PASSWORD, format, entries }
}

function jwk(name: string, entries: readonly ExpectedEntry[]): Vector {
  return { file: `${name}.jwk.json`, format: 'jwk', entries }
}

function jwks(name: string, entries: readonly ExpectedEntry[]): Vector {
  return { file: `${name}.jwks.json`, format: 'jwks', entries }
}

function bare(alias: string, key: string): ExpectedEntry {
  return { alias, key, chain: [] }
}

function authority(alias: string, name: string): ExpectedEntry {
  return { alias, type: 'certificate', chain: [name] }
}

function secret(alias: string): ExpectedEntry {
  return { alias, type: 'secret-key', chain: [] }
}

const SEVERAL = [entry('enc', 'enc'), entry('sign', 'sign'), entry('auth', 'auth')]
/** Java keeps entries of JKS and JCEKS in the order of their aliases' hash codes. */
const HASHED = [entry('sign', 'sign'), entry('enc', 'enc'), entry('auth', 'auth')]
const RENEWED = [entry('expired', 'auth', 'expired'), entry('auth', 'auth')]
const TWO_VALID = [entry('auth', 'auth'), { alias: 'production', key: 'auth', chain: ['production'] }]
const OWN_PASSWORD: ExpectedEntry = { alias: 'enc', fault: 'MP_KEY_WRONG_PASSWORD', chain: ['enc', ...AUTHORITIES] }
const JAVA_NON_ASCII = [entry('nøkkel €🫐\0slutt', 'auth')]

function refused(file: string, refusal: MpErrorCode, password?: string): Vector {
  return { file, refusal, ...(password !== undefined && { password }) }
}

const DIGESTS = ['md5', 'sha1', 'sha224', 'sha384', 'sha512', 'sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512']

export const VECTORS: readonly Vector[] = [
  // PKCS#12 by openssl
  p12('openssl.p12'),
  p12('openssl-legacy.p12'),
  p12('openssl-legacy-rc2-128.p12'),
  p12('openssl-legacy-rc4.p12'),
  p12('openssl-legacy-2des.p12'),
  p12('openssl-legacy-100k.p12'),
  p12('openssl-100k.p12'),
  p12('openssl-1-round.p12'),
  p12('openssl-1-round-no-mac.p12'),
  p12('openssl-legacy-1-round.p12'),
  p12('openssl-aes-128-192.p12'),
  p12('openssl-3des.p12'),
  p12('openssl-camellia.p12'),
  ...DIGESTS.map((digest) => p12(`openssl-mac-${digest}.p12`)),
  p12('openssl-mac-sha512-4000.p12'),
  p12('openssl-no-mac.p12'),
  p12('openssl-no-encryption.p12'),
  p12('openssl-no-encryption-no-mac.p12'),
  { file: 'openssl-no-encryption-no-mac.p12', format: 'pkcs12', entries: [entry('auth', 'auth')] },
  p12('openssl-plain-certificates-no-mac.p12'),
  p12('openssl-no-name.p12', [entry('1', 'auth')]),
  p12('openssl-empty-password.p12', undefined, ''),
  { file: 'openssl-empty-password.p12', format: 'pkcs12', entries: [entry('auth', 'auth')] },
  p12('openssl-empty-password-legacy.p12', undefined, ''),
  { file: 'openssl-empty-password-legacy.p12', format: 'pkcs12', entries: [entry('auth', 'auth')] },
  p12('openssl-non-ascii.p12', [entry('nøkkel', 'auth')], NON_ASCII),
  p12('openssl-non-ascii-legacy.p12', [entry('nøkkel', 'auth')], NON_ASCII),
  p12('leaf-only.p12', [{ alias: 'auth', key: 'auth', chain: ['auth'] }]),
  p12('key-only.p12', [{ alias: 'auth', key: 'auth', chain: [] }]),
  p12('certificates-only.p12', [
    { alias: '1', type: 'certificate', key: 'auth', chain: ['auth'] },
    authority('2', 'intermediate'),
    authority('3', 'root'),
  ]),
  p12('self-signed.p12', [{ alias: 'alene', key: 'other', chain: ['self-signed'] }]),
  p12('seid1.p12', [entry('seid1', 'other', 'seid1')]),
  p12('shuffled-chain.p12', [
    entry('auth', 'auth'),
    { alias: '2', type: 'certificate', key: 'enc', chain: ['renewed-intermediate'] },
  ]),
  p12('expired.p12', [entry('expired', 'auth', 'expired')]),
  p12('future.p12', [entry('future', 'auth', 'future')]),
  p12('production.p12', [
    { alias: 'production', key: 'auth', chain: ['production'] },
    authority('2', 'intermediate'),
    authority('3', 'root'),
  ]),
  ...['sign', 'enc', 'weak', 'pss', 'ec', 'ed25519'].map((name) => p12(`${name}.p12`, [entry(name, name)])),

  // PKCS#12 by keytool
  p12('keytool.p12'),
  p12('keytool-legacy.p12'),
  p12('keytool-100k.p12'),
  p12('keytool-unencrypted-certificates.p12'),
  p12('keytool-several.p12', SEVERAL),
  p12('keytool-renewed.p12', RENEWED),
  p12('keytool-two-valid.p12', TWO_VALID),
  p12('keytool-secret.p12', [
    entry('auth', 'auth'),
    secret('hemmelig'),
    authority('rot', 'root'),
  ]),
  p12('keytool-truststore.p12', [authority('rot', 'root')]),
  p12('keytool-generated.p12', [{ alias: 'minnokkel', key: 'generated', chain: ['generated'] }]),
  { ...p12('keytool-entry-password.p12'), entryPassword: ENTRY_PASSWORD },
  p12('keytool-several-one-entry-password.p12', [OWN_PASSWORD, entry('sign', 'sign'), entry('auth', 'auth')]),
  { ...p12('keytool-several-one-entry-password.p12', SEVERAL), entryPassword: ENTRY_PASSWORD },

  // JKS and JCEKS by keytool and Java
  java('jks', 'keytool'),
  java('jks', 'keytool-several', HASHED),
  java('jks', 'keytool-renewed', RENEWED),
  java('jks', 'keytool-two-valid', TWO_VALID),
  { ...java('jks', 'keytool-entry-password'), entryPassword: ENTRY_PASSWORD },
  java('jks', 'keytool-several-one-entry-password', [entry('sign', 'sign'), OWN_PASSWORD, entry('auth', 'auth'), authority('rot', 'root')]),
  { ...java('jks', 'keytool-several-one-entry-password', [...HASHED, authority('rot', 'root')]), entryPassword: ENTRY_PASSWORD },
  { ...java('jks', 'keytool-new-store-password'), password: 'nytt-passord', entryPassword: PASSWORD },
  java('jks', 'keytool-ec', [entry('ec', 'ec')]),
  java('jks', 'keytool-truststore', [authority('rot', 'root')]),
  { ...java('jks', 'java-non-ascii', JAVA_NON_ASCII), password: NON_ASCII },
  java('jceks', 'keytool'),
  java('jceks', 'keytool-10k'),
  java('jceks', 'keytool-several', HASHED),
  { ...java('jceks', 'keytool-entry-password'), entryPassword: ENTRY_PASSWORD },
  ...['keytool-secret', 'keytool-10k-secret'].map((name) =>
    java('jceks', name, [entry('auth', 'auth'), secret('hemmelig3'), secret('hemmelig2'), secret('hemmelig'), authority('rot', 'root')]),
  ),
  { ...java('jceks', 'java-non-ascii', JAVA_NON_ASCII), password: NON_ASCII, entryPassword: ENTRY_PASSWORD },
  p12('keytool-pkcs12.jks'),
  { ...java('jks', 'keytool'), file: 'keytool-jks.p12' },

  // PKCS#12 by GnuTLS, NSS, BouncyCastle and the like of Windows
  p12('gnutls.p12', [{ alias: 'auth', key: 'auth', chain: ['auth', 'intermediate'] }]),
  p12('nss.p12'),
  p12('bouncycastle.p12'),
  p12('bouncycastle-scrypt.p12', [entry('1', 'auth')]),
  p12('bouncycastle-two-no-name.p12', [entry('1', 'auth'), { alias: '2', key: 'auth', chain: ['production'] }]),
  p12('windows.p12', [entry('te-6e1c3f52-0b41-4d5e-9a3c-2f1d7b8a9c10', 'auth')]),

  // PEM
  pem('pkcs8.pem'),
  pem('pkcs1-after-certificates.pem'),
  pem('explained.pem'),
  pem('crlf.pem'),
  pem('bom.pem'),
  pem('utf-16.pem'),
  pem('utf-16be.pem', KEY_ALONE),
  pem('cr.pem'),
  pem('indented.pem'),
  pem('escaped-newlines.pem'),
  pem('one-line.pem'),
  pem('key-only.pem', KEY_ALONE),
  pem('two-keys.pem', [entry('1', 'auth'), entry('2', 'other', 'seid1')]),
  pem('mismatch.pem', [entry('1', 'auth', 'seid1')]),
  pem('bag-attributes.pem', [entry('auth', 'auth')]),
  pem('ec.pem', [{ alias: '1', key: 'ec', chain: ['ec'] }]),
  pem('ec-sec1.pem', [{ alias: '1', key: 'ec', chain: [] }]),
  pem('pkcs8-encrypted.pem', undefined, PASSWORD),
  pem('ed25519.pem', [{ alias: '1', key: 'ed25519', chain: ['ed25519'] }]),
  pem('pss.pem', [{ alias: '1', key: 'pss', chain: ['pss'] }]),
  pem('weak.pem', [{ alias: '1', key: 'weak', chain: ['weak'] }]),
  ...['224', '384', '512', '512-224', '512-256'].map((bits) => pem(`pkcs8-sha${bits}.pem`, KEY_ALONE, PASSWORD)),
  ...['pkcs8-sha1-aes128', 'pkcs8-des3', 'pkcs8-scrypt', 'pkcs8-scrypt-16', 'pkcs8-pbe-3des', 'pkcs8-pbe-md5-des', 'pkcs8-pbe-sha1-rc2', 'pkcs8-des', 'pkcs8-rc2'].map(
    (name) => pem(`${name}.pem`, KEY_ALONE, PASSWORD),
  ),
  ...['dek-aes128', 'dek-aes192', 'dek-aes256', 'dek-des3', 'dek-des'].map((name) => pem(`${name}.pem`, KEY_ALONE, PASSWORD)),

  // DER, and base64 of it all
  { file: 'pkcs8.der', format: 'der', entries: KEY_ALONE },
  { file: 'pkcs1.der', format: 'der', entries: KEY_ALONE },
  { file: 'ec-sec1.der', format: 'der', entries: [bare('1', 'ec')] },
  { file: 'pkcs8-encrypted.der', format: 'der', entries: KEY_ALONE, password: PASSWORD },
  p12('openssl.p12.base64'),
  p12('openssl.p12.prefixed-base64'),
  pem('pkcs8.pem.base64'),
  { file: 'pkcs8.der.base64', format: 'der', entries: KEY_ALONE },

  { ...java('jks', 'keytool'), file: 'keytool.jks.base64' },
  { ...jwk('kid', [bare('min-kid', 'auth')]), file: 'kid.jwk.json.base64' },

  // JWK and JWKS
  jwk('bare', KEY_ALONE),
  jwk('kid', [bare('min-kid', 'auth')]),
  jwk('x5c', [entry('1', 'auth')]),
  jwk('no-primes', [bare('min-kid', 'auth')]),
  jwk('no-exponents', [bare('min-kid', 'auth')]),
  jwk('enc', [bare('enc', 'enc')]),
  jwk('rsa-oaep', [bare('enc', 'enc')]),
  jwk('mismatch', [entry('min-kid', 'sign', 'auth')]),
  jwk('secret', [secret('hemmelig')]),
  jwk('ec', [bare('ec', 'ec')]),
  jwk('ed25519', [bare('ed25519', 'ed25519')]),
  jwks('several', [bare('enc', 'enc'), bare('sig', 'auth'), secret('hemmelig')]),
  jwks('two', [bare('ny', 'auth'), bare('gammel', 'sign')]),
  jwks('array', [bare('min-kid', 'auth')]),

  // Passwords that are not the one
  ...['openssl', 'openssl-legacy', 'openssl-no-mac', 'openssl-no-encryption', 'openssl-empty-password', 'keytool', 'keytool-legacy'].map(
    (name) => refused(`${name}.p12`, 'MP_KEY_WRONG_PASSWORD', 'feil'),
  ),
  refused('keytool-entry-password.p12', 'MP_KEY_WRONG_PASSWORD', PASSWORD),
  refused('pkcs8-encrypted.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('pkcs8-encrypted.der', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('pkcs8-scrypt.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('dek-aes256.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  ...['openssl.p12', 'openssl-legacy.p12', 'openssl-no-mac.p12', 'openssl-plain-certificates-no-mac.p12', 'pkcs8-encrypted.pem', 'pkcs8-encrypted.der', 'dek-des3.pem'].map(
    (file) => refused(file, 'MP_KEY_PASSWORD_REQUIRED'),
  ),

  ...['jks', 'jceks'].flatMap((format) => [
    refused(`keytool.${format}`, 'MP_KEY_WRONG_PASSWORD', 'feil'),
    refused(`keytool.${format}`, 'MP_KEY_PASSWORD_REQUIRED'),
    refused(`keytool-secret.jceks`, 'MP_KEY_WRONG_PASSWORD', 'feil'),
    refused(`keytool-entry-password.${format}`, 'MP_KEY_WRONG_PASSWORD', PASSWORD),
    refused(`keytool-entry-password.${format}`, 'MP_KEY_WRONG_PASSWORD', ENTRY_PASSWORD),
    refused(`java-non-ascii.${format}`, 'MP_KEY_WRONG_PASSWORD', PASSWORD),
  ]),
  refused('keytool-new-store-password.jks', 'MP_KEY_WRONG_PASSWORD', PASSWORD),
  ...['bouncycastle', 'bouncycastle-scrypt', 'windows'].map((name) => refused(`${name}.p12`, 'MP_KEY_WRONG_PASSWORD', 'feil')),

  // Files that are damaged, or something else
  ...['cut.p12', 'cut.jks', 'empty.p12', 'lfs.p12', 'other-n.jwk.json'].map((file) => refused(file, 'MP_KEY_UNREADABLE')),
  ...['bks', 'uber', 'bcfks'].map((ending) => refused(`bouncycastle.${ending}`, 'MP_KEY_UNSUPPORTED')),
  ...['page.p12', 'openssl.p12.zip', 'openssl.p12.gz', 'ssh-openssh', 'putty.ppk', 'pgp-secret.asc', 'pgp-secret.gpg'].map((file) =>
    refused(file, 'MP_KEY_UNSUPPORTED'),
  ),
  ...[
    ...['public.pem', 'public-pkcs1.pem', 'public.der', 'public.jwk.json', 'public.jwks.json', 'ssh-openssh.pub', 'ssh-rfc4716.pub'],
    ...['certificate.der', 'certificates.pem', 'chain.p7b', 'chain.p7b.der', 'request.pem', 'request.der', 'pgp-public.asc', 'pgp-public.gpg'],
  ].map((file) => refused(file, 'MP_KEY_NO_PRIVATE_KEY')),
]
