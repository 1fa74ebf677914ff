import { describe, expect, it } from 'vitest'
import { renderKeys } from '../../../src/commands/render/admin-keys.js'
import { renderClients, renderOnBehalfOf } from '../../../src/commands/render/admin-lists.js'
import { renderPlanned, renderPlannedJson } from '../../../src/commands/render/admin-request.js'
import { renderFacts } from '../../../src/commands/render/table.js'

const TIME = '2026-01-02T03:04:05.678+01:00'

describe('a list', () => {
  it('has aligned columns, times in UTC, and long lists cut short', () => {
    const clients = [
      {
        client_id: '1',
        client_name: 'demo',
        integration_type: 'maskinporten',
        active: true,
        last_updated: TIME,
        scopes: ['a:b'],
      },
      {
        client_id: 'longer',
        client_name: 'd',
        active: false,
        last_updated: 'soon',
        scopes: ['a:b', 'c:d', 'e:f', 'g:h'],
      },
      { scopes: [] },
    ]
    expect(renderClients(clients)).toBe(
      [
        'CLIENT ID  NAME  TYPE          ACTIVE  CHANGED               SCOPES',
        '1          demo  maskinporten  yes     2026-01-02T02:04:05Z  a:b',
        'longer     d     -             no      soon                  a:b c:d and 2 more',
        '-          -     -             -       -                     -',
        '',
      ].join('\n'),
    )
  })

  it('says so where it is empty', () => {
    expect(renderOnBehalfOf([])).toBe('none\n')
  })

  it('keeps what a stranger wrote on its line', () => {
    expect(renderOnBehalfOf([{ onbehalfof: 'x', name: 'a\n\u001b[31mb' }])).toMatch(
      /^ID .*\nx {3}- {13}a \[31mb {2}-\n$/,
    )
  })
})

describe('one object', () => {
  it('has a field a line, names first, and nothing that is empty', () => {
    const client = {
      description: 'd',
      client_id: 'x',
      scopes: ['a:b', 'c:d'],
      redirect_uris: [],
      logo_uri: null,
      sso_disabled: false,
      onbehalfof: [{ onbehalfof: 'y' }],
      created: TIME,
      unheard: { of: 1 },
    }
    expect(renderFacts(client)).toBe(
      [
        'client_id     x',
        'onbehalfof    {"onbehalfof":"y"}',
        'description   d',
        'scopes        a:b',
        '              c:d',
        'sso_disabled  false',
        'created       2026-01-02T02:04:05Z',
        'unheard       {"of":1}',
        '',
      ].join('\n'),
    )
  })
})

describe('keys', () => {
  const NOW = 1_795_000_000
  const DAY = 86_400
  const bits = (octets: number[], length: number) =>
    Buffer.from([...octets, ...new Array(length - octets.length).fill(0)]).toString('base64url')

  it.each([
    [NOW + 31 * DAY, '2026-12-19T11:06:40Z (31 days left)'],
    [NOW + 2 * DAY - 1, '2026-11-20T11:06:39Z (1 day left)'],
    [NOW + 60, '2026-11-18T11:07:40Z (0 days left)'],
    [NOW, '2026-11-18T11:06:40Z (expired)'],
    [NOW - DAY, '2026-11-17T11:06:40Z (expired)'],
    [undefined, '-'],
    [1e20, '-'],
    ['soon', '-'],
  ])('that end at %s are shown with the days that are left', (exp, shown) => {
    const key = { kid: 'k', alg: 'RS256', n: bits([0x80], 256), exp }
    expect(renderKeys({ keys: [key] }, NOW).split('\n')[1]).toBe(`k    RS256  2048  ${shown}`)
  })

  it.each([
    [bits([0x80], 256), '2048'],
    [bits([0x00, 0x80], 257), '2048'],
    [bits([0x7f], 256), '2047'],
    [bits([0x80], 512), '4096'],
    ['', '0'],
    [7, '-'],
  ])('have as many bits as their modulus', (n, shown) => {
    expect(renderKeys({ keys: [{ kid: 'k', n }] }, NOW).split('\n')[1]).toMatch(
      new RegExp(`^k {4}- {4}${shown} +-$`),
    )
  })

  it.each([{}, { keys: [] }, { keys: 'x' }])('are none in %j', (set) => {
    expect(renderKeys(set, NOW)).toBe('no keys\n')
  })
})

describe('a request that is not sent', () => {
  const request = {
    method: 'PUT',
    url: 'https://api.example/clients/x',
    headers: { accept: 'x' },
    body: '{"a":[1]}',
  }
  const { body: _, ...bare } = request

  it('is method, URL and body for a person', () => {
    expect(renderPlanned(request)).toBe('PUT https://api.example/clients/x\n{\n  "a": [\n    1\n  ]\n}\n')
    expect(renderPlanned(bare)).toBe('PUT https://api.example/clients/x\n')
  })

  it('is one line for a program', () => {
    const url = 'https://api.example/clients/x'
    expect(renderPlannedJson(request)).toBe(
      `{"schema":"mp.request/1","method":"PUT","url":"${url}","body":{"a":[1]}}\n`,
    )
    expect(renderPlannedJson(bare)).toBe(
      `{"schema":"mp.request/1","method":"PUT","url":"${url}","body":null}\n`,
    )
  })
})
