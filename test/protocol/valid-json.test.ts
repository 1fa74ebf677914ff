import { describe, expect, it } from 'vitest'
import { isJson } from '../../src/protocol/valid-json.js'

describe('isJson', () => {
  it.each(['{}', ' [1] ', '"a"', 'null', '-1e5', '{"a":1,"a":2}'])('takes %j', (text) => {
    expect(isJson(text)).toBe(true)
  })

  it.each(['', '{', "{'a':1}", '[1,]', 'NaN', '01', '{} {}', '\ufeff{}', '// a\n{}'])(
    'does not take %j',
    (text) => {
      expect(isJson(text)).toBe(false)
    },
  )
})
