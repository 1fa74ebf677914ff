import { describe, expect, it } from 'vitest'
import { repeatedNames } from '../../src/protocol/repeated-names.js'

describe('repeatedNames', () => {
  it.each([
    ['{}', []],
    ['[1, 1, "a", "a"]', []],
    ['{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', []],
    ['{"a": "b", "b": "a"}', []],
    ['{"a": "{\\"a\\": 1, \\"a\\": 2}"}', []],
    ['{"a": 1, "a": 2}', ['a']],
    ['{"a": 1, "a": 2, "a": 3}', ['a', 'a']],
    ['{"a": 1, "\\u0061": 2}', ['a']],
    ['{"__proto__": 1, "__proto__": 2}', ['__proto__']],
    ['{"": {"x": 1, "x": 2}}', ['.x']],
    ['{"p": {"q": [0, "1", {}, [], {"x": [], "x": {}}]}}', ['p.q.4.x']],
    ['{"p": {"x": {"y": 1}, "x": {"y": 1, "y": 1}}, "p": 1}', ['p.x', 'p.x.y', 'p']],
  ])('finds in %s: %j', (json, paths) => {
    JSON.parse(json)
    expect(repeatedNames(json).map((path) => path.join('.'))).toEqual(paths)
  })
})
