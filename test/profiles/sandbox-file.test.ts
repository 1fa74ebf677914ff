import { describe, expect, it } from 'vitest'
import { hintsFor } from '../../src/commands/render/hints.js'
import { parseSandboxFile } from '../../src/profiles/sandbox-file.js'
import { rejectionOf } from '../support/failure.js'

const parse = (file: unknown) => parseSandboxFile(JSON.stringify(file), 'sandbox.json', 'sandbox.json')
const client = (more: object) => ({ clients: [{ name: 'a', orgnr: '310904473', ...more }] })
const RSA = { kty: 'RSA', n: 'AQAB', e: 'AQAB' }

describe('a sandbox’s file', () => {
  it('is read as JSON and as YAML alike', async () => {
    const yaml = 'scenarios: [slow=2s]\nrules: { maxLifetime: 180 }\n'
    const read = { scenarios: ['slow=2s'], rules: { maxLifetime: 180 } }
    expect(await parseSandboxFile(yaml, 'x.yaml', 'x')).toMatchObject(read)
    expect(await parse(read)).toMatchObject(read)
    expect(await parse({})).toMatchObject({ clients: [], scopes: [] })
  })

  it('has organisation numbers in any writing', async () => {
    const file = {
      ...client({ orgnr: '310 904 473', onbehalfof: [{ id: 'x', name: 'X', orgnr: 'NO313725138MVA' }] }),
      scopes: [{ name: 'a:b', owner: '0192:310904473' }],
      access: [{ scope: 'a:b', consumers: ['313 725 138'] }],
      delegations: [{ scope: 'a:b', consumer: '310 904 473', supplier: '313 725 138' }],
      systemUsers: [{ orgnr: '310 904 473', clients: ['a'] }],
      consents: [
        { from: '310 904 473', to: '313 725 138' },
        { from: '21818297804', to: '310904473' },
      ],
    }
    expect(await parse(file)).toMatchObject({
      clients: [{ orgnr: '310904473', onbehalfof: [{ orgnr: '313725138' }] }],
      scopes: [{ owner: '310904473' }],
      access: [{ consumers: ['313725138'] }],
      delegations: [{ consumer: '310904473', supplier: '313725138' }],
      systemUsers: [{ orgnr: '310904473' }],
      consents: [{ from: '310904473', to: '313725138' }, { from: '21818297804' }],
    })
  })

  it.each([
    ['no object', [], '"sandbox.json" must be an object'],
    ['a misspelt word', { client: [] }, '"client" in "sandbox.json" is not a setting that mp knows'],
    [
      'a client without an organisation',
      { clients: [{ name: 'a' }] },
      '"clients.0.orgnr" in "sandbox.json" is missing',
    ],
    [
      'a number that is none',
      client({ orgnr: '310904474' }),
      '"clients.0.orgnr" in "sandbox.json" is not an organisation number (nine digits, modulus 11)',
    ],
    [
      'a client without a name',
      { clients: [{ orgnr: '310904473' }] },
      '"clients.0" in "sandbox.json" has neither "id" nor "name"',
    ],
    [
      'an id that leads elsewhere',
      client({ id: '../x' }),
      '"clients.0.id" in "sandbox.json" must be of letters A to Z, digits, dot, underscore and hyphen',
    ],
    [
      'two that are one',
      { clients: [...client({}).clients, ...client({}).clients] },
      '"clients.1" in "sandbox.json" is called like clients.0',
    ],
    [
      'keys and a certificate',
      client({ auth: 'x5c', keys: [RSA] }),
      '"clients.0.keys" in "sandbox.json" cannot be there where "auth" is x5c',
    ],
    [
      'a private key',
      client({ keys: [{ ...RSA, d: 'secret' }] }),
      '"clients.0.keys.0" in "sandbox.json" holds a private key: the public half alone belongs here',
    ],
    [
      'no RSA key',
      client({ keys: [{ kty: 'EC', x: 'a' }] }),
      '"clients.0.keys.0" in "sandbox.json" is neither {"file": …} nor an RSA key as a JWK',
    ],
    [
      'a file and more',
      client({ keys: [{ file: 'a', kid: 'b' }] }),
      '"clients.0.keys.0" in "sandbox.json" must be {"file": "<path>"} and nothing beside it',
    ],
    [
      'a scope twice',
      { scopes: [{ name: 'a:b' }, { name: 'c:d' }, { name: 'a:b' }] },
      '"scopes.2" in "sandbox.json" is called like scopes.0',
    ],
    [
      'a strictness that is none',
      { rules: { undocumentedClaims: 'maybe' } },
      '"rules.undocumentedClaims" in "sandbox.json" must be refuse or allow',
    ],
    [
      'a consent of nobody',
      { consents: [{ from: '12345678901', to: '310904473' }] },
      '"consents.0.from" in "sandbox.json" is neither a national identity number nor an organisation number',
    ],
    [
      'a time that is none',
      { consents: [{ from: '21818297804', to: '310904473', validTo: 'soon' }] },
      '"consents.0.validTo" in "sandbox.json" is not a time such as 2027-01-31T12:00:00Z',
    ],
  ])('is refused for %s', async (_, file, message) => {
    const error = await rejectionOf(parse(file))
    expect(error).toMatchObject({ code: 'MP_SANDBOX_FILE', message })
    expect(error.message).not.toContain('secret')
  })

  it.each(['', '\ufeff\n', '# clients: []\n  # rules: {}\n', '---\n', '{}'])(
    'asks for nothing where it says nothing: %j',
    async (text) => {
      expect(await parseSandboxFile(text, 'sandbox.yaml', 'sandbox.yaml')).toMatchObject({
        clients: [],
        scopes: [],
      })
    },
  )

  it('tells all that is wrong, and what was meant', async () => {
    const error = await rejectionOf(parse({ scops: [], clients: [{ nme: 'a', orgnr: 1 }] }))
    expect(hintsFor(error)).toEqual([
      'did you mean "scopes"?',
      'and "clients.0.nme" in "sandbox.json" is not a setting that mp knows',
      'and "clients.0.orgnr" in "sandbox.json" must be a string: put it in quotes',
    ])
  })

  it('is refused where it is no JSON, without a word of what stands there', async () => {
    const error = await rejectionOf(parseSandboxFile('{"secret', 'x.json', 'x.json'))
    expect(error).toMatchObject({
      code: 'MP_SANDBOX_FILE',
      message: '"x.json" is not valid JSON: line 1, column 9',
    })
    expect(hintsFor(error)).toEqual([])
  })
})
