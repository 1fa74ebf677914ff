import { describe, expect, it } from 'vitest'
import { listPointers, readPointer, toPointer } from '../../src/protocol/json-pointer.js'
import { failureOf } from '../support/failure.js'

describe('readPointer', () => {
  it.each([
    ['', []],
    ['/', ['']],
    ['/rettsstiftelse', ['rettsstiftelse']],
    ['/a/0/b', ['a', '0', 'b']],
    ['/a~1b/m~0n', ['a/b', 'm~n']],
    ['/~01', ['~1']],
    ['/a//b/', ['a', '', 'b', '']],
    ['/ /æ"\\', [' ', 'æ"\\']],
  ])('reads %j (RFC 6901 sections 3 to 5)', (pointer, tokens) => {
    expect(readPointer(pointer)).toEqual(tokens)
    expect(toPointer(tokens)).toBe(pointer)
  })

  it.each(['a', 'a/b', '#/a', '$.a', '.a', ' /a', '/~', '/~2', '/a~', '/a/~/b'])('refuses %j', (pointer) => {
    const { code, message } = failureOf(() => readPointer(pointer))
    expect(code).toBe('MP_USAGE')
    expect(message).toContain(`--items "${pointer}"`)
  })
})

describe('listPointers', () => {
  it.each([
    [{ sortValues: ['1', '2'], rettsstiftelse: [{}] }, ['/rettsstiftelse']],
    [{ rettsstiftelse: [], sortValues: ['1'] }, ['/rettsstiftelse']],
    [{ orgnr: ['310904473'] }, ['/orgnr']],
    [[{ a: [{}] }], ['']],
    [{ a: { 'b/c': { 'm~n': [{}] } } }, ['/a/b~1c/m~0n']],
    [{ a: [{ b: [{}] }] }, ['/a']],
    [{ a: 1 }, []],
    [null, []],
    ['text', []],
  ])('finds in %j: %j', (document, pointers) => {
    expect(listPointers(document)).toEqual(pointers)
    for (const pointer of pointers) expect(() => readPointer(pointer)).not.toThrow()
  })

  it('names a few of many, and looks no deeper than people write', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`list${index}`, [{}]]))
    expect(listPointers(many)).toHaveLength(8)
    expect(listPointers({ a: { b: { c: { d: { e: { f: [{}] } } } } } })).toEqual([])
  })
})
