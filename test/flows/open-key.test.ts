import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { IncompleteError } from '../../src/errors.js'
import { openKey } from '../../src/flows/open-key.js'
import { resolveSettings } from '../../src/profiles/resolve.js'
import type { KeySettings } from '../../src/profiles/settings.js'
import { rejectionOf } from '../support/failure.js'
import { privateKey } from '../support/keys.js'
import { portsIn, type World } from '../support/ports.js'

/** Keystores with password `changeit`; the key of one entry has a password of its own. */
const vector = (name: string) => readFileSync(new URL(`../vectors/${name}`, import.meta.url))
const P12 = vector('openssl.p12')
const ENTRY_PASSWORD = vector('keytool-entry-password.p12')
const JWK = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'of the file' })
const JWK_WITHOUT_KID = JSON.stringify(privateKey.export({ format: 'jwk' }))

function resolved(key: KeySettings | undefined, environment = 'test') {
  const flags = { settings: key ? { key } : {}, origin: (name: string) => `--${name}` }
  return resolveSettings({ wish: { environment }, flags, env: {}, cwd: '/', sources: [] })
}

async function opening(key: KeySettings | undefined, world: World = {}, environment?: string) {
  const ports = portsIn(world)
  return { ...(await openKey(resolved(key, environment), ports)), asked: ports.asked }
}

const stdin = { kind: 'stdin', label: 'standard input' } as const
const file = { kind: 'file', path: '/client', label: 'client' } as const

describe('where the key is read from', () => {
  it.each([
    ['a file', file, { files: { '/client': JWK } }],
    ['a variable', { kind: 'variable', name: 'K', label: 'env:K' }, { env: { K: JWK } }],
    [
      'base64 in a variable',
      { kind: 'variable', name: 'K', label: 'env:K' },
      { env: { K: Buffer.from(JWK).toString('base64') } },
    ],
    ['standard input', { kind: 'stdin', label: 'standard input' }, { stdin: JWK }],
  ] as const)('%s', async (_, source, world) => {
    const { key } = await opening({ source }, world)
    expect(key.kid).toBe('of the file')
    expect(key.privateKey.equals(privateKey)).toBe(true)
  })

  it.each([
    [{ source: stdin, password: stdin }, '--key.file and --key.password'],
    [{ source: stdin, entryPassword: stdin }, '--key.file and --key.entryPassword'],
    [{ source: file, password: stdin, entryPassword: stdin }, '--key.password and --key.entryPassword'],
  ])('is not standard input twice: %j', async (key, names) => {
    const message = `standard input cannot be both ${names}`
    expect(await rejectionOf(opening(key))).toMatchObject({ code: 'MP_USAGE', message })
  })

  it('is missing where nothing says it', async () => {
    const error = await rejectionOf(opening(undefined))
    expect(error).toBeInstanceOf(IncompleteError)
    expect(error).toMatchObject({ code: 'MP_CONFIG_INCOMPLETE', missing: 'key' })
  })

  it('is not there: the file is named as it was written', async () => {
    const error = await rejectionOf(opening({ source: file }))
    expect(error).toMatchObject({ code: 'MP_KEY_NOT_FOUND', message: 'there is no file "client"' })
  })

  it.each([{}, { K: '' }])('is not there: the variable is not set, or empty: %j', async (env) => {
    const error = await rejectionOf(
      opening({ source: { kind: 'variable', name: 'K', label: 'env:K' } }, { env }),
    )
    expect(error.code).toBe('MP_KEY_NOT_FOUND')
    expect(error.message).toMatch(/variable K\b/)
  })

  it('cannot be read', async () => {
    const files = {
      ...portsIn().files,
      read: () => {
        throw Object.assign(new Error(), { code: 'EISDIR' })
      },
    }
    const error = await rejectionOf(openKey(resolved({ source: file }), { ...portsIn(), files }))
    expect(error).toMatchObject({
      code: 'MP_KEY_NOT_FOUND',
      message: '"client" cannot be read: it is a directory',
    })
  })
})

describe('how a keystore is opened', () => {
  const store = { files: { '/client': P12, '/pw': 'changeit\n' } }
  const password = { kind: 'file', path: '/pw', label: 'pw' } as const

  it('by the password that the settings lead to', async () => {
    const { key, asked } = await opening({ source: file, password }, { ...store, typed: 'never asked' })
    expect(key.certificates.length).toBeGreaterThan(0)
    expect(key).not.toHaveProperty('kid')
    expect(asked).toEqual([])
  })

  it('by that one before MP_KEY_PASSWORD', async () => {
    const env = { MP_KEY_PASSWORD: 'wrong' }
    await expect(opening({ source: file, password }, { ...store, env })).resolves.toBeDefined()
  })

  it('then by MP_KEY_PASSWORD', async () => {
    const { asked } = await opening(
      { source: file },
      { ...store, env: { MP_KEY_PASSWORD: 'changeit' }, typed: 'x' },
    )
    expect(asked).toEqual([])
  })

  it('then by what a person types, asked once and by the name they gave', async () => {
    const { asked } = await opening({ source: file }, { ...store, typed: 'changeit' })
    expect(asked).toEqual(['password of client: '])
  })

  it('not at all where nobody can be asked', async () => {
    expect((await rejectionOf(opening({ source: file }, store))).code).toBe('MP_KEY_PASSWORD_REQUIRED')
  })

  it('not by a wrong password, and nobody is asked for another', async () => {
    const ports = portsIn({ ...store, env: { MP_KEY_PASSWORD: 'wrong' }, typed: 'changeit' })
    const error = await rejectionOf(openKey(resolved({ source: file }), ports))
    expect(error.code).toBe('MP_KEY_WRONG_PASSWORD')
    expect(ports.asked).toEqual([])
    expect(error.message).not.toContain('wrong"')
  })

  it('not by a wrong password that was typed', async () => {
    const error = await rejectionOf(opening({ source: file }, { ...store, typed: 'no' }))
    expect(error.code).toBe('MP_KEY_WRONG_PASSWORD')
  })

  it('with an empty password where the variable is set and empty', async () => {
    const files = { '/client': vector('openssl-empty-password.p12') }
    await expect(opening({ source: file }, { files, env: { MP_KEY_PASSWORD: '' } })).resolves.toBeDefined()
  })

  it('without asking anyone for a key that needs no password', async () => {
    const { asked } = await opening({ source: file }, { files: { '/client': JWK }, typed: 'x' })
    expect(asked).toEqual([])
  })

  it.each([
    ['by reference', { entryPassword: { kind: 'variable', name: 'E' } } as const, { E: 'eget-passord' }],
    ['by MP_ENTRY_PASSWORD', {}, { MP_ENTRY_PASSWORD: 'eget-passord' }],
    [
      'by reference before MP_ENTRY_PASSWORD',
      { entryPassword: { kind: 'variable', name: 'E' } } as const,
      { E: 'eget-passord', MP_ENTRY_PASSWORD: 'wrong' },
    ],
  ])('with the entry’s own password %s', async (_, settings, env) => {
    const world = { files: { '/client': ENTRY_PASSWORD }, env: { MP_KEY_PASSWORD: 'changeit', ...env } }
    await expect(opening({ source: file, ...settings }, world)).resolves.toBeDefined()
  })

  const locked = { files: { '/client': ENTRY_PASSWORD }, env: { MP_KEY_PASSWORD: 'changeit' } }

  it('with the entry’s own password as a person types it, asked once and for that key', async () => {
    const { key, asked } = await opening({ source: file }, { ...locked, typed: 'eget-passord' })
    expect(key.certificates.length).toBeGreaterThan(0)
    expect(asked).toEqual(['password of the key "auth" in client: '])
  })

  it('not with a wrong one that a person types for the entry', async () => {
    const error = await rejectionOf(opening({ source: file }, { ...locked, typed: 'feil' }))
    expect(error).toMatchObject({
      code: 'MP_KEY_WRONG_PASSWORD',
      tried: [
        { of: 'store', place: '$MP_KEY_PASSWORD', isEmpty: false },
        { of: 'entry', place: 'the prompt', isEmpty: false },
      ],
    })
  })

  it('without asking again where the entry’s password was given and is wrong', async () => {
    const env = { ...locked.env, MP_ENTRY_PASSWORD: 'feil' }
    const ports = portsIn({ ...locked, env, typed: 'eget-passord' })
    expect((await rejectionOf(openKey(resolved({ source: file }), ports))).code).toBe('MP_KEY_WRONG_PASSWORD')
    expect(ports.asked).toEqual([])
  })

  it('asking for the password of the key that is meant, and of no other', async () => {
    const files = { '/client': vector('keytool-several-one-entry-password.p12') }
    const world = { files, env: { MP_KEY_PASSWORD: 'changeit' }, typed: 'feil' }
    const other = await opening({ source: file, alias: 'auth' }, world)
    expect(other.asked).toEqual([])
    const ports = portsIn(world)
    await rejectionOf(openKey(resolved({ source: file, alias: 'ENC' }), ports))
    expect(ports.asked).toEqual(['password of the key "enc" in client: '])
  })

  it('asking once for the password of a PEM key, which is the file’s', async () => {
    const files = { '/client': vector('pkcs8-encrypted.pem') }
    const asking = opening({ source: file, kid: 'k' }, { files, typed: 'changeit' })
    expect((await asking).asked).toEqual(['password of client: '])
    const ports = portsIn({ files, typed: 'feil' })
    expect((await rejectionOf(openKey(resolved({ source: file, kid: 'k' }), ports))).code).toBe(
      'MP_KEY_WRONG_PASSWORD',
    )
    expect(ports.asked).toEqual(['password of client: '])
  })

  it('not without the entry’s own password', async () => {
    const world = { files: { '/client': ENTRY_PASSWORD }, env: { MP_KEY_PASSWORD: 'changeit' } }
    expect((await rejectionOf(opening({ source: file }, world))).code).toBe('MP_KEY_WRONG_PASSWORD')
  })
})

describe('which key is taken, and how it is judged', () => {
  const several = {
    files: { '/client': vector('keytool-several.p12') },
    env: { MP_KEY_PASSWORD: 'changeit' },
  }

  it('the entry whose alias was asked for, in any case', async () => {
    const { key } = await opening({ source: file, alias: 'AUTH' }, several)
    expect(key.certificates[0]?.orgnr).toBe('310904473')
  })

  it('none where the alias is not there', async () => {
    const error = await rejectionOf(opening({ source: file, alias: 'nobody' }, several))
    expect(error.code).toBe('MP_KEY_ALIAS_NOT_FOUND')
  })

  it('under the kid that was given, whatever the file says, and without its certificates', async () => {
    const jwk = { files: { '/client': JWK } }
    expect((await opening({ source: file, kid: 'given' }, jwk)).key.kid).toBe('given')
    const p12 = { files: { '/client': P12 }, env: { MP_KEY_PASSWORD: 'changeit' } }
    expect((await opening({ source: file, kid: 'given' }, p12)).key).toMatchObject({
      kid: 'given',
      certificates: [],
    })
  })

  it('not without certificate and kid', async () => {
    const error = await rejectionOf(opening({ source: file }, { files: { '/client': JWK_WITHOUT_KID } }))
    expect(error.code).toBe('MP_KEY_NO_CERTIFICATE')
  })

  it('not where the certificate is for production and the environment is not', async () => {
    const world = { files: { '/client': vector('production.p12') }, env: { MP_KEY_PASSWORD: 'changeit' } }
    expect((await rejectionOf(opening({ source: file }, world, 'test'))).code).toBe('MP_KEY_UNFIT')
    await expect(opening({ source: file }, world, 'prod')).resolves.toBeDefined()
  })

  it('not where the certificate has expired by the host’s clock', async () => {
    const world = { files: { '/client': vector('expired.p12') }, env: { MP_KEY_PASSWORD: 'changeit' } }
    expect((await rejectionOf(opening({ source: file }, world))).code).toBe('MP_KEY_UNFIT')
    const then = { ...portsIn(world), now: () => 1_600_000_000 }
    await expect(openKey(resolved({ source: file }), then)).resolves.toBeDefined()
  })

  it('with a warning where it expires soon', async () => {
    const world = { files: { '/client': vector('expired.p12') }, env: { MP_KEY_PASSWORD: 'changeit' } }
    const then = { ...portsIn(world), now: () => 1_609_459_200 - 60 }
    const { warnings } = await openKey(resolved({ source: file }), then)
    expect(warnings).toHaveLength(1)
  })
})
