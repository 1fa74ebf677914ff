import { describe, expect, it } from 'vitest'
import { fittingScopes, isUnder } from '../../src/profiles/api-scopes.js'
import type { ScopeRule } from '../../src/profiles/apis/api.js'

const RULES: readonly ScopeRule[] = [
  { scope: 'everywhere' },
  { scope: 'near', when: { path: '/a' } },
  { scope: 'far', when: { path: '/a/b', methods: 'write' } },
  { scope: 'reading', when: { methods: 'read' } },
  { scope: 'everywhere', when: { path: '/c' } },
]

describe('the scopes that fit', () => {
  it.each([
    ['', 'GET', ['everywhere', 'reading']],
    ['/x', 'POST', ['everywhere']],
    ['/a', 'GET', ['near', 'everywhere', 'reading']],
    ['/ab', 'GET', ['everywhere', 'reading']],
    ['/a/b/x', 'POST', ['far', 'near', 'everywhere']],
    ['/a/b/x', 'GET', ['near', 'everywhere', 'reading']],
    ['/c', 'PATCH', ['everywhere']],
  ])('stand with the longest path first, each once: %s with %s', (path, method, scopes) => {
    expect(fittingScopes(RULES, path, method)).toEqual(scopes)
  })
})

describe('a path below another', () => {
  it.each([
    ['/a', '/a', true],
    ['/a/', '/a', true],
    ['/a/b', '/a', true],
    ['/a/b', '/a/', true],
    ['/ab', '/a', false],
    ['/A', '/a', false],
    ['/', '/a', false],
    ['', '', true],
    ['/a', '', true],
  ])('goes by whole segments: %s under %s is %s', (path, start, is) => {
    expect(isUnder(path, start)).toBe(is)
  })
})
