import { describe, expect, it } from 'vitest'
import { asJacksonWrites } from '../../src/protocol/jackson-json.js'

/** What Jackson 2.14 wrote for each, read as an Object. */
const ROWS = [
  ['{ "a" : 1 ,\r\n\t"b":[ ] }\n', '{"a":1,"b":[]}'],
  ['{"b":1,"a":{"2":3,"1":4}}', '{"b":1,"a":{"2":3,"1":4}}'],
  ['[true, false, null, "", {}]', '[true,false,null,"",{}]'],
  ['"a b: [c], {d}"', '"a b: [c], {d}"'],
  ['"\\u00e5 \\/ \\u2028 å 🫐 \u007f"', '"å / \u2028 å 🫐 \u007f"'],
  ['"\\u0000\\u001f\\b\\f\\n\\r\\t\\"\\\\"', '"\\u0000\\u001F\\b\\f\\n\\r\\t\\"\\\\"'],
  ['[1, -0, 0, 123456789012345678901234567890]', '[1,0,0,123456789012345678901234567890]'],
  ['[1.5, 1.50, -0.0, 1e3, 12345678.9]', '[1.5,1.5,-0.0,1000.0,1.23456789E7]'],
  ['[1E10, 1e7, 0.001, 0.0001, 1e-10]', '[1.0E10,1.0E7,0.001,1.0E-4,1.0E-10]'],
] as const

describe('asJacksonWrites', () => {
  it.each(ROWS)('writes %s as Jackson does', (json, written) => {
    JSON.parse(json)
    expect(asJacksonWrites(json)).toBe(written)
  })
})
