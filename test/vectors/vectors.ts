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
    { alias: '2', type: 'certificate', chain: ['intermediate'] },
    { alias: '3', type: 'certificate', chain: ['root'] },
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
    { alias: '2', type: 'certificate', chain: ['intermediate'] },
    { alias: '3', type: 'certificate', chain: ['root'] },
  ]),
  ...['sign', 'enc', 'weak', 'pss', 'ec', 'ed25519'].map((name) => p12(`${name}.p12`, [entry(name, name)])),

  // PKCS#12 by keytool
  p12('keytool.p12'),
  p12('keytool-legacy.p12'),
  p12('keytool-100k.p12'),
  p12('keytool-unencrypted-certificates.p12'),
  p12('keytool-several.p12', [entry('enc', 'enc'), entry('sign', 'sign'), entry('auth', 'auth')]),
  p12('keytool-renewed.p12', [entry('expired', 'auth', 'expired'), entry('auth', 'auth')]),
  p12('keytool-two-valid.p12', [entry('auth', 'auth'), { alias: 'production', key: 'auth', chain: ['production'] }]),
  p12('keytool-secret.p12', [
    entry('auth', 'auth'),
    { alias: 'hemmelig', type: 'secret-key', chain: [] },
    { alias: 'rot', type: 'certificate', chain: ['root'] },
  ]),
  p12('keytool-truststore.p12', [{ alias: 'rot', type: 'certificate', chain: ['root'] }]),
  p12('keytool-generated.p12', [{ alias: 'minnokkel', key: 'generated', chain: ['generated'] }]),
  { ...p12('keytool-entry-password.p12'), entryPassword: ENTRY_PASSWORD },
  p12('keytool-several-one-entry-password.p12', [
    { alias: 'enc', fault: 'MP_KEY_WRONG_PASSWORD', chain: ['enc', ...AUTHORITIES] },
    entry('sign', 'sign'),
    entry('auth', 'auth'),
  ]),
  {
    ...p12('keytool-several-one-entry-password.p12', [entry('enc', 'enc'), entry('sign', 'sign'), entry('auth', 'auth')]),
    entryPassword: ENTRY_PASSWORD,
  },

  // PEM
  pem('pkcs8.pem'),
  pem('pkcs1-after-certificates.pem'),
  pem('explained.pem'),
  pem('crlf.pem'),
  pem('bom.pem'),
  pem('utf-16.pem'),
  pem('escaped-newlines.pem'),
  pem('one-line.pem'),
  pem('key-only.pem', KEY_ALONE),
  pem('two-keys.pem', [entry('1', 'auth'), entry('2', 'other', 'seid1')]),
  pem('mismatch.pem', [entry('1', 'auth', 'seid1')]),
  pem('bag-attributes.pem', [entry('auth', 'auth')]),
  pem('ec.pem', [{ alias: '1', key: 'ec', chain: ['ec'] }]),
  pem('ec-sec1.pem', [{ alias: '1', key: 'ec', chain: [] }]),
  pem('pkcs8-encrypted.pem', undefined, PASSWORD),
  ...['pkcs8-sha1-aes128', 'pkcs8-scrypt', 'pkcs8-pbe-3des', 'pkcs8-pbe-md5-des', 'pkcs8-pbe-sha1-rc2', 'pkcs8-des', 'pkcs8-rc2'].map(
    (name) => pem(`${name}.pem`, KEY_ALONE, PASSWORD),
  ),
  ...['dek-aes-256', 'dek-des3', 'dek-des'].map((name) => pem(`${name}.pem`, KEY_ALONE, PASSWORD)),

  // DER, and base64 of it all
  { file: 'pkcs8.der', format: 'der', entries: KEY_ALONE },
  { file: 'pkcs1.der', format: 'der', entries: KEY_ALONE },
  { file: 'pkcs8-encrypted.der', format: 'der', entries: KEY_ALONE, password: PASSWORD },
  p12('openssl.p12.base64'),
  p12('openssl.p12.prefixed-base64'),
  pem('pkcs8.pem.base64'),
  { file: 'pkcs8.der.base64', format: 'der', entries: KEY_ALONE },

  // Passwords that are not the one
  ...['openssl', 'openssl-legacy', 'openssl-no-mac', 'openssl-no-encryption', 'openssl-empty-password', 'keytool', 'keytool-legacy'].map(
    (name) => refused(`${name}.p12`, 'MP_KEY_WRONG_PASSWORD', 'feil'),
  ),
  refused('keytool-entry-password.p12', 'MP_KEY_WRONG_PASSWORD', PASSWORD),
  refused('pkcs8-encrypted.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('pkcs8-encrypted.der', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('pkcs8-scrypt.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  refused('dek-aes-256.pem', 'MP_KEY_WRONG_PASSWORD', 'feil'),
  ...['openssl.p12', 'openssl-legacy.p12', 'openssl-no-mac.p12', 'openssl-plain-certificates-no-mac.p12', 'pkcs8-encrypted.pem', 'pkcs8-encrypted.der', 'dek-des3.pem'].map(
    (file) => refused(file, 'MP_KEY_PASSWORD_REQUIRED'),
  ),

  // Files that are something else
  refused('keytool.jks', 'MP_KEY_UNSUPPORTED'),
  refused('keytool.jceks', 'MP_KEY_UNSUPPORTED'),
  refused('page.html', 'MP_KEY_UNSUPPORTED'),
  ...['public.pem', 'public.der', 'certificate.der', 'certificates.pem', 'request.pem', 'request.der', 'chain.p7b'].map((file) =>
    refused(file, 'MP_KEY_NO_PRIVATE_KEY'),
  ),
]
