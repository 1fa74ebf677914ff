import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from '../src/secret.js'

const secret = new Secret('geheim')

describe('Secret', () => {
  it('reveals itself to who asks', () => {
    expect(secret.reveal()).toBe('geheim')
    expect(new Secret('').reveal()).toBe('')
  })

  it.each([
    ['interpolation', () => `${secret}`],
    ['concatenation', () => `x${String(secret)}`],
    ['JSON', () => JSON.stringify(secret)],
    ['JSON of what holds it', () => JSON.stringify({ deep: [{ secret }] })],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect of what holds it', () => inspect({ deep: [secret] }, { depth: 9, showHidden: true })],
    ['format with %s', () => format('%s', secret)],
    ['format with %o', () => format('%o', secret)],
    ['format with %j', () => format('%j', secret)],
    ['format with nothing', () => format(secret)],
    ['an error', () => inspect(new Error('x', { cause: secret }))],
    ['its own properties', () => Object.values(secret).concat(Reflect.ownKeys(secret)).join()],
    ['a copy', () => inspect({ ...secret }) + inspect(structuredClone(secret))],
  ])('keeps itself out of %s', (_, print) => {
    expect(print()).not.toContain('geheim')
  })

  it('shows that something was left out', () => {
    expect(`${secret}`).toBe('[secret]')
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}')
    expect(inspect(secret)).toBe('[secret]')
  })
})
