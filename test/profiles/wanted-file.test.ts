import { describe, expect, it } from 'vitest'
import { hintsFor } from '../../src/commands/render/hints.js'
import { parseWanted } from '../../src/profiles/wanted-file.js'
import { rejectionOf } from '../support/failure.js'

const wanted = (file: unknown) => parseWanted(JSON.stringify(file), 'admin.json', 'admin.json')

const client = (more: object) => ({ clients: [{ name: 'a', ...more }] })
const scope = (more: object) => ({ scopes: [{ name: 'a:b', ...more }] })
const access = (more: object) => ({ access: [{ scope: 'a:b', consumers: [], ...more }] })

describe('a file of what is wanted', () => {
  it('is read as JSON and as YAML alike, by its name or its beginning', async () => {
    const yaml = 'access:\n  - { scope: a:b, consumers: ["313725138"] }\n'
    const json = JSON.stringify({ access: [{ scope: 'a:b', consumers: ['313725138'] }] })
    const read = { clients: [], scopes: [], access: [{ scope: 'a:b', consumers: ['313725138'] }] }
    expect(await parseWanted(yaml, 'x.yaml', 'x')).toEqual(read)
    expect(await parseWanted(yaml, '', 'standard input')).toEqual(read)
    expect(await parseWanted(json, 'x.json', 'x')).toEqual(read)
    expect(await parseWanted(json, '', 'standard input')).toEqual(read)
  })

  it('has organisation numbers in any writing, each once, and words as the API writes them', async () => {
    const file = {
      clients: [{ id: 'x', scopes: ['a:b', 'a:b', 'openid'], accessTokenLifetime: 0 }],
      scopes: [{ name: 'a:b/c:d', visibility: 'private', tokenType: 'self-contained' }],
      access: [{ scope: 'a:b', consumers: ['313 725 138', '0192:313725138', 'NO310904473MVA'] }],
    }
    expect(await wanted(file)).toEqual({
      clients: [{ id: 'x', scopes: ['a:b', 'openid'], accessTokenLifetime: 0 }],
      scopes: [{ name: 'a:b/c:d', visibility: 'PRIVATE', tokenType: 'SELF_CONTAINED' }],
      access: [{ scope: 'a:b', consumers: ['313725138', '310904473'] }],
    })
    expect(await wanted(scope({ visibility: 'PRIVATE', tokenType: 'SELF_CONTAINED' }))).toMatchObject({
      scopes: [{ visibility: 'PRIVATE', tokenType: 'SELF_CONTAINED' }],
    })
  })

  it.each([
    ['no object', [], '"admin.json" must be an object'],
    ['nothing', null, '"admin.json" must be an object'],
    ['clients that are no list', { clients: {} }, '"clients" in "admin.json" must be a list'],
    ['a client without a name', { clients: [{}] }, '"clients.0" in "admin.json" has neither "id" nor "name"'],
    ['a scope without a name', { scopes: [{}] }, '"scopes.0.name" in "admin.json" is missing'],
    [
      'access without consumers',
      { access: [{ scope: 'a:b' }] },
      '"access.0.consumers" in "admin.json" is missing',
    ],
    [
      'an id that leads elsewhere',
      client({ id: '../x' }),
      '"clients.0.id" in "admin.json" cannot be a client id',
    ],
    ['a slash in an id', client({ id: 'a/b' }), '"clients.0.id" in "admin.json" cannot be a client id'],
    ['two dots for an id', client({ id: '..' }), '"clients.0.id" in "admin.json" cannot be a client id'],
    [
      'two scopes in one',
      client({ scopes: ['a:b c:d'] }),
      '"clients.0.scopes.0" in "admin.json" is not the name of one scope',
    ],
    [
      'a lifetime below zero',
      client({ accessTokenLifetime: -1 }),
      '"clients.0.accessTokenLifetime" in "admin.json" must be at least 0 second',
    ],
    [
      'a lifetime as text',
      client({ accessTokenLifetime: '120' }),
      '"clients.0.accessTokenLifetime" in "admin.json" must be a number',
    ],
    [
      'a client’s integration type',
      client({ integrationType: 'krr' }),
      '"clients.0.integrationType" in "admin.json" is not a setting that mp knows',
    ],
    [
      'a key',
      client({ jwks: { keys: [] } }),
      '"clients.0.jwks" in "admin.json" is not a setting that mp knows',
    ],
    [
      'a scope without prefix',
      scope({ name: 'les' }),
      '"scopes.0.name" in "admin.json" is not of the form prefix:subscope',
    ],
    [
      'a scope with dots',
      scope({ name: 'a:../b' }),
      '"scopes.0.name" in "admin.json" is not of the form prefix:subscope',
    ],
    [
      'another visibility',
      scope({ visibility: 'secret' }),
      '"scopes.0.visibility" in "admin.json" must be public, private or internal',
    ],
    [
      'another kind of token',
      scope({ tokenType: 'jwt' }),
      '"scopes.0.tokenType" in "admin.json" must be self-contained or opaque',
    ],
    [
      'yes for true',
      scope({ accessibleForAll: 'yes' }),
      '"scopes.0.accessibleForAll" in "admin.json" must be a boolean',
    ],
    [
      'a wrong check digit',
      access({ consumers: ['313725139'] }),
      '"access.0.consumers.0" in "admin.json" is not an organisation number (nine digits, modulus 11)',
    ],
    [
      'a slash in a number',
      access({ consumers: ['../313725138'] }),
      '"access.0.consumers.0" in "admin.json" is not an organisation number (nine digits, modulus 11)',
    ],
    [
      'a number as a number',
      access({ consumers: [313725138] }),
      '"access.0.consumers.0" in "admin.json" must be a string: put it in quotes',
    ],
    [
      'access to no scope',
      access({ scope: '..' }),
      '"access.0.scope" in "admin.json" is not of the form prefix:subscope',
    ],
    [
      'one id twice',
      { clients: [{ id: 'x' }, { id: 'x' }] },
      '"clients.1.id" in "admin.json" is that of clients.0 too',
    ],
    [
      'one name twice',
      { clients: [{ name: 'x' }, { name: 'x' }] },
      '"clients.1.name" in "admin.json" is that of clients.0 too',
    ],
    [
      'one scope twice',
      { scopes: [{ name: 'a:b' }, { name: 'a:b' }] },
      '"scopes.1.name" in "admin.json" is that of scopes.0 too',
    ],
    [
      'access to one scope twice',
      { access: [access({}).access[0], access({}).access[0]] },
      '"access.1.scope" in "admin.json" is that of access.0 too',
    ],
  ])('is refused with %s', async (_, file, message) => {
    expect(await rejectionOf(wanted(file))).toMatchObject({ code: 'MP_WANTED_INVALID', message })
  })

  it('may have clients of one name, where each but one has its id', async () => {
    const clients = [{ id: 'x', name: 'a' }, { name: 'a' }, { id: 'y', name: 'a' }]
    expect((await wanted({ clients })).clients).toEqual(clients)
  })

  it.each([
    [{ client: [] }, 'clients'],
    [client({ descripton: 'x' }), 'description'],
    [client({ acessTokenLifetime: 60 }), 'accessTokenLifetime'],
    [scope({ longDescripton: 'x' }), 'longDescription'],
    [scope({ atmaxage: 1 }), 'atMaxAge'],
    [access({ consumer: [] }), 'consumers'],
  ])('asks whether another word was meant: %j', async (file, suggestion) => {
    expect(await rejectionOf(wanted(file))).toMatchObject({ code: 'MP_WANTED_INVALID', suggestion })
  })

  it('has all its problems told at once', async () => {
    const file = { clients: [{ name: 'a', descripton: 'x' }], scopes: [{ name: 'b' }], acces: [] }
    const error = await rejectionOf(wanted(file))
    expect([error.message, ...hintsFor(error)]).toEqual([
      '"clients.0.descripton" in "admin.json" is not a setting that mp knows',
      'did you mean "description"?',
      'and "scopes.0.name" in "admin.json" is not of the form prefix:subscope',
      'and "acces" in "admin.json" is not a setting that mp knows',
    ])
  })

  it('never has its values repeated', async () => {
    const secret = 'hemmelig-7f3a'
    const files = [
      JSON.stringify(client({ clientSecret: secret })),
      JSON.stringify(client({ id: `${secret}/` })),
      JSON.stringify(access({ consumers: [secret] })),
      `{"clients": "${secret}`,
    ]
    for (const text of files) {
      const error = await rejectionOf(parseWanted(text, 'admin.json', 'admin.json'))
      expect(error.code).toBe('MP_WANTED_INVALID')
      expect([error.message, ...hintsFor(error)].join()).not.toContain(secret)
    }
  })

  it('that is neither JSON nor YAML is refused with the place', async () => {
    expect(await rejectionOf(parseWanted('{"a": }', 'a.json', 'a.json'))).toMatchObject({
      code: 'MP_WANTED_INVALID',
      message: '"a.json" is not valid JSON: line 1, column 7',
    })
    expect(await rejectionOf(parseWanted('a: [', 'a.yml', 'a.yml'))).toMatchObject({
      code: 'MP_WANTED_INVALID',
      message: expect.stringMatching(/^"a.yml" is not valid YAML: line \d, column \d$/),
    })
  })
})
