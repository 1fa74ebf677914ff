import { describe, expect, it } from 'vitest'
import { configJsonSchema } from '../../src/profiles/json-schema.js'

interface Schema {
  properties: Record<string, Schema>
  additionalProperties: boolean | Schema
  [keyword: string]: unknown
}

const schema = configJsonSchema() as Schema

function at(...path: readonly string[]): Schema {
  return path.reduce((node, key) => {
    const next = key === '*' ? node.additionalProperties : node.properties[key]
    if (typeof next !== 'object') throw new Error(`nothing at ${path.join('.')}`)
    return next
  }, schema)
}

describe('configJsonSchema', () => {
  it('is a draft 7 schema that editors can read', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(schema.type).toBe('object')
    expect(schema.title).toBe('Maskinporten configuration')
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })

  it.each([
    [[], ['$schema', 'defaultProfile', 'profiles', 'environments']],
    [
      ['profiles', '*'],
      [
        'extends',
        'environment',
        'clientId',
        'key',
        'alg',
        'scopes',
        'resource',
        'consumerOrg',
        'onBehalfOf',
        'systemuserOrg',
        'externalRef',
        'authorizationDetails',
        'lifetime',
        'altinn',
        'altinnEnv',
        'altinnTest',
        'apis',
      ],
    ],
    [
      ['profiles', '*', 'key'],
      ['file', 'alias', 'kid', 'password', 'entryPassword'],
    ],
    [
      ['profiles', '*', 'apis', '*'],
      ['baseUrl', 'scopes', 'resource', 'altinn'],
    ],
    [
      ['environments', '*'],
      ['issuer', 'tokenEndpoint', 'altinn', 'selfservice'],
    ],
  ])('knows at %j these settings and no others', (path, names) => {
    expect(Object.keys(at(...path).properties)).toEqual(names)
    expect(at(...path).additionalProperties).toBe(false)
  })

  it('asks for nothing but an environment’s issuer', () => {
    expect(at('environments', '*').required).toEqual(['issuer'])
    expect(schema.required).toEqual([])
    expect(at('profiles', '*').required).toEqual([])
  })

  it('says what values may be', () => {
    expect(at('profiles', '*', 'alg').enum).toEqual(['RS256', 'RS384', 'RS512'])
    expect(at('profiles', '*', 'lifetime')).toMatchObject({ type: 'integer', minimum: 1, maximum: 120 })
    expect(at('profiles', '*', 'scopes')).toMatchObject({ type: 'array', items: { type: 'string' } })
    expect(at('profiles', '*', 'scopes')).not.toHaveProperty('minItems')
    const [, , command, ...rest] = at('profiles', '*', 'key', 'password').anyOf as Schema[]
    expect(rest).toEqual([{ type: 'string', minLength: 1 }])
    expect(command?.properties.command).toMatchObject({ type: 'array', minItems: 1 })
    expect(at('profiles', '*', 'authorizationDetails').items).toMatchObject({
      required: ['type'],
      additionalProperties: true,
    })
  })
})
