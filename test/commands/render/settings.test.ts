import { describe, expect, it } from 'vitest'
import { renderSettings, settingRows } from '../../../src/commands/render/settings.js'
import { type Given, resolveSettings } from '../../../src/profiles/resolve.js'
import type { Settings } from '../../../src/profiles/settings.js'
import { sourceOf } from '../../support/sources.js'

function rows(settings: Settings, given: Partial<Given> = {}) {
  const flags = { settings, origin: (name: string) => `--${name}` }
  const wish = { environment: 'skyporten' }
  return settingRows(resolveSettings({ wish, flags, env: {}, cwd: '/here', sources: [], ...given }))
}

describe('settingRows', () => {
  it('shows profile and environment first, with what belongs to the environment', () => {
    const sources = [sourceOf({ profiles: { mine: { environment: 'test' } } })]
    expect(rows({}, { wish: { profile: 'mine' }, sources })).toEqual([
      { name: 'profile', value: 'mine', origin: '--profile' },
      { name: 'environment', value: 'test', origin: 'maskinporten.config.json: profiles.mine.environment' },
      { name: 'issuer', value: 'https://test.maskinporten.no/', origin: 'environment test' },
      { name: 'tokenEndpoint', value: 'https://test.maskinporten.no/token', origin: 'environment test' },
      {
        name: 'selfservice',
        value: 'https://api.test.samarbeid.digdir.no/api/v1',
        origin: 'environment test',
      },
      { name: 'altinnPlatform', value: 'https://platform.tt02.altinn.no', origin: 'environment test' },
    ])
  })

  it.each<[Settings, string, string]>([
    [{}, 'https://platform.tt02.altinn.no', 'environment test'],
    [{ altinn: true }, 'https://platform.tt02.altinn.no', 'environment test'],
    [{ altinn: true, altinnEnv: 'at23' }, 'https://platform.at23.altinn.cloud', '--altinnEnv'],
    [{ altinn: false, altinnEnv: 'at23' }, 'https://platform.tt02.altinn.no', 'environment test'],
  ])('shows the platform that %j leads to, beside what was asked', (settings, value, origin) => {
    const shown = rows(settings, { wish: { environment: 'test' } }).slice(4)
    expect(shown).toEqual([
      { name: 'altinnPlatform', value, origin },
      ...Object.entries(settings).map(([name, setting]) => ({
        name,
        value: setting,
        origin: `--${name}`,
      })),
    ])
  })

  it('leaves out what there is not', () => {
    expect(rows({}).map(({ name }) => name)).toEqual(['environment', 'issuer', 'tokenEndpoint'])
  })

  it('shows settings as they are', () => {
    const shown = rows({ clientId: 'abc', scopes: ['a:b', 'c:d'], lifetime: 10 })
    expect(shown.slice(3)).toEqual([
      { name: 'clientId', value: 'abc', origin: '--clientId' },
      { name: 'scopes', value: ['a:b', 'c:d'], origin: '--scopes' },
      { name: 'lifetime', value: 10, origin: '--lifetime' },
    ])
  })

  it.each([
    [
      { file: 'c.p12', password: { env: 'PW' } },
      { 'key.file': '/project/c.p12', 'key.password': 'env:PW' },
    ],
    [
      { file: 'env:K', password: { file: 'pw' } },
      { 'key.file': 'env:K', 'key.password': '/project/pw' },
    ],
    [
      { file: '-', alias: 'a', kid: 'k' },
      { 'key.file': '-', 'key.alias': 'a', 'key.kid': 'k' },
    ],
    [{ entryPassword: { command: ['op', 'read', 'geheim'] } }, { 'key.entryPassword': 'command op' }],
    [{ password: 'geheim' }, { 'key.password': '[secret]' }],
  ])('shows what a key is by reference: %j', (key, shown) => {
    const sources = [sourceOf({ profiles: { mine: { environment: 'test', key } } })]
    const all = rows({}, { wish: { profile: 'mine' }, sources })
    const ofKey = all.filter(({ name }) => name.startsWith('key.'))
    expect(Object.fromEntries(ofKey.map(({ name, value }) => [name, value]))).toEqual(shown)
    expect(
      ofKey.every(({ name, origin }) => origin === `maskinporten.config.json: profiles.mine.${name}`),
    ).toBe(true)
    expect(JSON.stringify(all)).not.toContain('geheim')
  })

  it('shows a password on standard input', () => {
    const shown = rows({ key: { password: { kind: 'stdin' } } })
    expect(shown.at(-1)).toEqual({ name: 'key.password', value: '-', origin: '--key.password' })
  })
})

describe('renderSettings', () => {
  it('lines the columns up, below the files', () => {
    const text = renderSettings(
      ['/a.json', '/b.json'],
      [
        { name: 'a', value: 'long value', origin: 'here' },
        { name: 'scopes', value: ['a:b', 'c:d'], origin: 'there' },
        { name: 'details', value: [{ type: 'x' }], origin: '' },
        { name: 'lifetime', value: 10, origin: '--lifetime' },
      ],
    )
    expect(text).toBe(
      [
        'file /a.json',
        'file /b.json',
        'a         long value      here',
        'scopes    a:b c:d         there',
        'details   [{"type":"x"}]  ',
        'lifetime  10              --lifetime',
        '',
      ].join('\n'),
    )
  })
})
