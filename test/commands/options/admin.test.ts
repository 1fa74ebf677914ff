import { describe, expect, it } from 'vitest'
import { forSession, readChange } from '../../../src/commands/options/admin.js'
import {
  CLIENT_CREATE,
  readClientCreate,
  readClientUpdate,
} from '../../../src/commands/options/admin-client.js'
import { KEY_ADD, readKeyAdd } from '../../../src/commands/options/admin-key.js'
import { readOnBehalfOfAdd } from '../../../src/commands/options/admin-onbehalfof.js'
import { readScopeCreate, readScopeUpdate } from '../../../src/commands/options/admin-scope.js'
import type { RawOptions } from '../../../src/commands/options/option.js'
import { failureOf } from '../../support/failure.js'

/** What a reader says against these flags. */
function refusal(read: (raw: RawOptions) => unknown, raw: RawOptions): string {
  const { code, message } = failureOf(() => read(raw))
  expect(code).toBe('MP_USAGE')
  return message
}

const CLIENT = { name: 'n', description: 'd', scope: ['a:b'] }
const SCOPE = { prefix: 'p', subscope: 's', description: 'd' }
const ACTING = { id: 'bergen', name: 'Bergen havn', orgnr: '313725138' }

describe('the flags of a new client', () => {
  it('are a name, a description, scopes in any way of writing them, and a lifetime', () => {
    const raw = { ...CLIENT, scope: ['a:b c:d', 'e:f,a:b'], lifetime: '600' }
    const wish = { name: 'n', description: 'd', scopes: ['a:b', 'c:d', 'e:f'], lifetime: 600 }
    expect(readClientCreate(raw)).toEqual(wish)
    expect(readClientCreate(CLIENT)).toEqual({ name: 'n', description: 'd', scopes: ['a:b'] })
  })

  it.each<[RawOptions, string]>([
    [{ ...CLIENT, name: undefined }, '--name is missing'],
    [{ ...CLIENT, name: '' }, '--name is empty'],
    [{ ...CLIENT, description: undefined }, '--description is missing'],
    [{ ...CLIENT, scope: undefined }, '--scope is missing'],
    [{ ...CLIENT, scope: [','] }, '--scope is missing'],
    [{ ...CLIENT, lifetime: '0' }, '--lifetime "0" is not a whole number of seconds above 0'],
    [{ ...CLIENT, lifetime: '1.5' }, '--lifetime "1.5" is not a whole number of seconds above 0'],
  ])('are refused: %j', (raw, message) => {
    expect(refusal(readClientCreate, raw)).toBe(message)
  })
})

describe('the flags of a change to a client', () => {
  it('name what is to be different, and nothing else', () => {
    expect(readClientUpdate({ name: 'n' })).toEqual({ name: 'n', addScopes: [], removeScopes: [] })
    expect(readClientUpdate({ addScope: ['a:b,c:d'], removeScope: ['e:f'] })).toEqual({
      addScopes: ['a:b', 'c:d'],
      removeScopes: ['e:f'],
    })
  })

  it.each<[RawOptions, string]>([
    [{}, 'nothing is to change: --name, --description, --add-scope or --remove-scope'],
    [{ scope: ['a:b'] }, 'nothing is to change: --name, --description, --add-scope or --remove-scope'],
    [
      { addScope: ['a:b c:d'], removeScope: ['c:d'] },
      'scope "c:d" stands with both --add-scope and --remove-scope',
    ],
    [{ description: '' }, '--description is empty'],
  ])('are refused: %j', (raw, message) => {
    expect(refusal(readClientUpdate, raw)).toBe(message)
  })
})

describe('the flags of a scope', () => {
  it('are its name in two halves, its description, and documented details', () => {
    const details = {
      longDescription: 'long',
      visibility: 'private',
      tokenType: 'self-contained',
      integrationType: ['maskinporten,krr'],
      atMaxAge: '0',
      delegationSource: 'https://tt02.altinn.no/',
      accessibleForAll: false,
    }
    expect(readScopeCreate({ ...SCOPE, ...details })).toEqual({
      ...SCOPE,
      ...details,
      visibility: 'PRIVATE',
      tokenType: 'SELF_CONTAINED',
      integrationType: undefined,
      allowedIntegrationTypes: ['maskinporten', 'krr'],
      atMaxAge: 0,
    })
    expect(readScopeUpdate({ accessibleForAll: true })).toEqual({ accessibleForAll: true })
  })

  it.each<[RawOptions, string]>([
    [{ ...SCOPE, prefix: undefined }, '--prefix is missing'],
    [{ ...SCOPE, subscope: '' }, '--subscope is empty'],
    [{ ...SCOPE, description: undefined }, '--description is missing'],
    [{ ...SCOPE, subscope: '..' }, 'scope "p:.." is not of the form prefix:subscope'],
    [{ ...SCOPE, visibility: 'secret' }, '--visibility "secret" is none of public, private and internal'],
    [{ ...SCOPE, atMaxAge: '-1' }, '--at-max-age "-1" is not a whole number of seconds'],
  ])('are refused: %j', (raw, message) => {
    expect(refusal(readScopeCreate, raw)).toBe(message)
  })

  it('are refused where nothing is to change', () => {
    expect(refusal(readScopeUpdate, {})).toBe('nothing is to change: --description or another scope option')
  })
})

describe('the flags of an onbehalfof', () => {
  it('are its id, a name, and an organisation number in any form', () => {
    expect(readOnBehalfOfAdd({ ...ACTING, orgnr: '0192:313 725 138' })).toEqual(ACTING)
  })

  it.each<[RawOptions, string]>([
    [{ ...ACTING, id: undefined }, '--id is missing'],
    [
      { ...ACTING, id: '../jwks' },
      'onbehalfof id "../jwks" cannot be used: letters A to Z, digits, dot, underscore and hyphen make one',
    ],
    [{ ...ACTING, name: undefined }, '--name is missing'],
    [
      { ...ACTING, orgnr: '313725139' },
      'organisation number "313725139" is not one: nine digits, the last a check digit',
    ],
  ])('are refused: %j', (raw, message) => {
    expect(refusal(readOnBehalfOfAdd, raw)).toBe(message)
  })
})

describe('the flags of a key that is added', () => {
  it('speak of that key, and the session does not hear them', () => {
    const raw = {
      key: 'k.p12',
      keyAlias: 'a',
      kid: 'new',
      keyPasswordFile: 'p',
      alg: 'RS512',
      clientId: 'admin',
      json: true,
    }
    expect(readKeyAdd(raw, '/w')).toEqual({
      key: {
        source: { kind: 'file', path: '/w/k.p12', label: 'k.p12' },
        alias: 'a',
        kid: 'new',
        password: { kind: 'file', path: '/w/p', label: 'p' },
      },
      alg: 'RS512',
    })
    expect(forSession(raw, KEY_ADD)).toEqual({ clientId: 'admin', json: true })
    expect(forSession(CLIENT, CLIENT_CREATE)).toEqual({})
  })

  it.each<[RawOptions, string]>([
    [{}, '--key <file> is missing: the key to add'],
    [
      { key: 'k', kid: 'a/b' },
      '--kid "a/b" holds other characters than letters A to Z, digits, dot, underscore and hyphen',
    ],
  ])('are refused: %j', (raw, message) => {
    expect(refusal((it) => readKeyAdd(it, '/w'), raw)).toBe(message)
  })
})

describe('the flags of every change', () => {
  it('are off unless they are given', () => {
    expect(readChange({})).toEqual({ dryRun: false, yes: false })
    expect(readChange({ dryRun: true, yes: true })).toEqual({ dryRun: true, yes: true })
  })
})
