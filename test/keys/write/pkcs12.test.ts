import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { openKeystore } from '../../../src/keys/open.js'
import { writePem } from '../../../src/keys/write/pem.js'
import { type NewEntry, writePkcs12 } from '../../../src/keys/write/pkcs12.js'
import { Secret } from '../../../src/secret.js'
import { directoryWith } from '../../support/directory.js'
import { facts, passwords, vector } from '../support/vectors.js'

const ROUNDS = 2048
const CHAIN = ['auth', 'intermediate', 'root'].map((name) => facts.certificates[name]?.sha256)

function lock(password: string) {
  return { password: new Secret(password), rounds: ROUNDS }
}

/** A key with its chain, as the vectors have it. */
async function entryOf(file = 'openssl.p12', alias = 'auth'): Promise<NewEntry> {
  const { entries } = await openKeystore(vector(file), passwords('changeit'), file)
  const [entry] = entries
  if (!entry?.privateKey) throw new Error('expected a key')
  return { privateKey: entry.privateKey, chain: entry.certificates.map(({ der }) => der), alias }
}

/** A file of these bytes, for another tool to open. */
function laid(name: string, bytes: Uint8Array | string): string {
  const path = join(directoryWith({ [name]: bytes }), name)
  return path
}

function has(tool: string, ...argv: string[]): boolean {
  try {
    execFileSync(tool, argv, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const hasOpenssl = has('openssl', 'version')
const hasKeytool = has('keytool', '-help')

describe('a written PKCS#12 file', () => {
  it.each(['hemmelig', 'blåbær🫐', ' with spaces ', 'x'.repeat(200)])(
    'opens under %j, and under no other password',
    async (password) => {
      const bytes = await writePkcs12(await entryOf(), lock(password))
      const { format, entries } = await openKeystore(bytes, passwords(password), 'x')
      expect(format).toBe('pkcs12')
      expect(entries.map(({ alias, type, certificates }) => [alias, type, certificates.length])).toEqual([
        ['auth', 'private-key', 3],
      ])
      await expect(openKeystore(bytes, passwords(`${password}x`), 'x')).rejects.toMatchObject({
        code: 'MP_KEY_WRONG_PASSWORD',
      })
      await expect(openKeystore(bytes, {}, 'x')).rejects.toMatchObject({ code: 'MP_KEY_PASSWORD_REQUIRED' })
    },
  )

  it('holds the certificates byte for byte, and the key', async () => {
    const entry = await entryOf()
    const { entries } = await openKeystore(await writePkcs12(entry, lock('a')), passwords('a'), 'x')
    expect(entries[0]?.certificates.map(({ der }) => Buffer.from(der).toString('hex'))).toEqual(
      entry.chain.map((der) => Buffer.from(der).toString('hex')),
    )
    expect(entries[0]?.privateKey?.equals(entry.privateKey)).toBe(true)
  })

  it('is another each time', async () => {
    const entry = await entryOf()
    const [one, other] = [await writePkcs12(entry, lock('a')), await writePkcs12(entry, lock('a'))]
    expect(Buffer.compare(one, other)).not.toBe(0)
  })

  it('says nothing in the open but how it is encrypted', async () => {
    const bytes = Buffer.from(await writePkcs12(await entryOf(), lock('a')))
    expect(bytes.includes('NTRNO')).toBe(false)
  })

  it('is read by node-forge, which ties key and leaf by their mark', async () => {
    const bytes = Buffer.from(await writePkcs12(await entryOf(undefined, 'Nøkkel'), lock('a')))
    const store = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes.toString('latin1')), 'a')
    const { certBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids
    const [key] = store.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag] ?? []
    const certificates = store.getBags({ bagType: certBag })[certBag] ?? []
    expect(key?.attributes.friendlyName).toEqual(['Nøkkel'])
    expect(certificates.map(({ attributes }) => attributes.localKeyId?.[0])).toEqual([
      key?.attributes.localKeyId[0],
      undefined,
      undefined,
    ])
  })

  it.skipIf(!hasOpenssl).each(['hemmelig', 'blåbær🫐'])('is read by openssl, under %j', async (password) => {
    const path = laid('out.p12', await writePkcs12(await entryOf(), lock(password)))
    const secret = laid('password', `${password}\n`)
    const pem = execFileSync('openssl', ['pkcs12', '-in', path, '-passin', `file:${secret}`, '-nodes'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(pem.match(/friendlyName: auth/g)).toHaveLength(2)
    expect(pem.match(/localKeyID: /g)).toHaveLength(2)
    expect(
      (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(fingerprint),
    ).toEqual(CHAIN)
  })

  it.skipIf(!hasOpenssl)('has AES-256 and SHA-256 throughout, as openssl tells', async () => {
    const path = laid('out.p12', await writePkcs12(await entryOf(), lock('a')))
    const argv = ['pkcs12', '-in', path, '-passin', 'pass:a', '-info', '-noout']
    const said = execFileSync('sh', ['-c', 'openssl "$@" 2>&1', 'sh', ...argv], { encoding: 'utf8' })
    expect(said).toMatch(/^MAC: sha256, Iteration 2048$/m)
    expect(said.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256/g)).toHaveLength(2)
  })

  it.skipIf(!hasKeytool)(
    'is read by keytool, with its chain',
    async () => {
      const path = laid(
        'out.p12',
        await writePkcs12(await entryOf(undefined, 'Mitt Alias'), lock('hemmelig')),
      )
      const listed = execFileSync(
        'keytool',
        ['-J-Duser.language=en', '-list', '-v', '-keystore', path, '-storepass', 'hemmelig'],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      )
      expect(listed).toMatch(/^Alias name: mitt alias$/m)
      expect(listed).toMatch(/^Entry type: PrivateKeyEntry$/m)
      expect(listed).toMatch(/^Certificate chain length: 3$/m)
      const fingerprints = [...listed.matchAll(/SHA256: ([0-9A-F:]+)$/gm)].map(([, hex = '']) =>
        hex.replaceAll(':', '').toLowerCase(),
      )
      expect(fingerprints).toEqual(CHAIN)
    },
    30_000,
  )

  it.skipIf(!hasKeytool)(
    'gives keytool its key, too',
    async () => {
      const folder = directoryWith({ 'in.p12': await writePkcs12(await entryOf(), lock('hemmelig')) })
      const [from, into] = [join(folder, 'in.p12'), join(folder, 'out.p12')]
      execFileSync(
        'keytool',
        [
          '-importkeystore',
          '-srckeystore',
          from,
          '-srcstorepass',
          'hemmelig',
          '-destkeystore',
          into,
          '-deststorepass',
          'changeit',
        ],
        { stdio: 'ignore' },
      )
      const { entries } = await openKeystore(readFileSync(into), passwords('changeit'), 'x')
      expect(entries[0]?.privateKey?.equals((await entryOf()).privateKey)).toBe(true)
    },
    30_000,
  )
})

describe('a written PEM file', () => {
  it.skipIf(!hasOpenssl)('is read by openssl, encrypted or not', async () => {
    const { privateKey, chain } = await entryOf()
    const folder = directoryWith()
    for (const password of [undefined, 'blåbær🫐']) {
      const path = join(folder, 'out.pem')
      writeFileSync(
        path,
        await writePem(privateKey, chain, password === undefined ? undefined : lock(password)),
      )
      writeFileSync(join(folder, 'password'), `${password ?? ''}\n`)
      const pem = execFileSync('openssl', [
        'pkey',
        '-in',
        path,
        '-passin',
        `file:${join(folder, 'password')}`,
        '-pubout',
      ])
      expect(pem.toString()).toBe(vector('public.pem').toString())
    }
  })
})

function fingerprint(pem: string): string {
  return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
}
