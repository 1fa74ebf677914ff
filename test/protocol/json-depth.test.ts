import { describe, expect, it } from 'vitest'
import { jsonDepth } from '../../src/protocol/json-depth.js'

describe('jsonDepth', () => {
  it.each([
    ['1', 0],
    ['{}', 1],
    ['{"a":[],"b":{}}', 2],
    ['[[[]],[]]', 3],
    ['{"a":"[[[[\\"[[","[{":1}', 1],
    ['"\\\\"', 0],
  ])('of %s is %i', (json, depth) => {
    expect(jsonDepth(json)).toBe(depth)
  })
})
