import { describe, expect, it } from 'vitest'
import { binaryJudge, isBinary, sniffContentType, textContentType } from '../../src/protocol/content-type.js'

const bytes = (text: string) => Buffer.from(text)

describe('sniffContentType', () => {
  it.each([
    [bytes('{"a":1}'), 'application/json'],
    [bytes(' \t\r\n[1'), 'application/json'],
    [bytes('\ufeff{}'), 'application/json'],
    [bytes('<?xml version="1.0"?>'), 'application/xml'],
    [bytes('\ufeff\n<a/>'), 'application/xml'],
    [bytes('%PDF-1.7\n'), 'application/pdf'],
    [bytes(' %PDF-1.7\n'), 'application/octet-stream'],
    [bytes('%PD'), 'application/octet-stream'],
    [bytes('PK\u0003\u0004'), 'application/octet-stream'],
    [bytes('words {'), 'application/octet-stream'],
    [bytes('\u000b{'), 'application/octet-stream'],
    [bytes('\u00a0{'), 'application/octet-stream'],
    [bytes(''), 'application/octet-stream'],
    [bytes('   '), 'application/octet-stream'],
    [Uint8Array.of(0xff, 0xfe, 0x3c, 0), 'application/octet-stream'],
    [bytes(`${' '.repeat(1023)}{`), 'application/json'],
    [bytes(`${' '.repeat(1024)}{`), 'application/octet-stream'],
  ])('of %j is %s', (first, type) => {
    expect(sniffContentType(first)).toBe(type)
  })
})

describe('textContentType', () => {
  it.each([
    ['{"a":1}', 'application/json'],
    [' [1, 2]\n', 'application/json'],
    ['{}', 'application/json'],
    ['{"a":', 'text/plain; charset=utf-8'],
    ['"a"', 'text/plain; charset=utf-8'],
    ['1', 'text/plain; charset=utf-8'],
    ['null', 'text/plain; charset=utf-8'],
    ['a=b', 'application/x-www-form-urlencoded'],
    ['a=', 'application/x-www-form-urlencoded'],
    ['a=b&c=d%20e&f=', 'application/x-www-form-urlencoded'],
    ['a=b=c', 'application/x-www-form-urlencoded'],
    ['navn=Ødegård', 'application/x-www-form-urlencoded'],
    ['=b', 'text/plain; charset=utf-8'],
    ['a=b&', 'text/plain; charset=utf-8'],
    ['a=b&c', 'text/plain; charset=utf-8'],
    ['a=b c', 'text/plain; charset=utf-8'],
    ['a=b\n', 'text/plain; charset=utf-8'],
    ['a=b\u0007', 'text/plain; charset=utf-8'],
    ['<a x="1"/>', 'application/xml'],
    ['\n <a=b', 'application/xml'],
    ['words', 'text/plain; charset=utf-8'],
    ['', 'text/plain; charset=utf-8'],
  ])('of %j is %s', (text, type) => {
    expect(textContentType(text)).toBe(type)
  })
})

describe('isBinary', () => {
  it.each([
    ['nothing', bytes('')],
    ['words, tabs and lines', bytes('a\tb\r\nc')],
    ['letters of several bytes', bytes('blåbær € 😀')],
    ['a mark of the byte order', bytes('\ufeff{}')],
    ['a letter cut in two', bytes('€').subarray(0, 2)],
    ['a letter cut after the first of four bytes', bytes('x😀').subarray(0, 2)],
  ])('shows a terminal %s', (_, first) => {
    expect(isBinary(first)).toBe(false)
  })

  it.each([
    ['a NUL', bytes('a\u0000')],
    ['an escape', bytes('\u001b[2J')],
    ['a bell', bytes('\u0007')],
    ['a backspace', bytes('a\u0008')],
    ['a vertical tab', bytes('\u000b')],
    ['a form feed', bytes('\u000c')],
    ['a shift', bytes('\u000e')],
    ['the last control below a space', bytes('\u001f')],
    ['a delete', bytes('\u007f')],
    ['an escape of one letter', bytes('\u009b2J')],
    ['Latin 1', Buffer.from('blåbær', 'latin1')],
    ['a letter broken in the middle', Buffer.concat([bytes('€').subarray(0, 2), bytes('x')])],
    ['a byte that no letter begins with', Uint8Array.of(0x61, 0x80)],
    ['a byte that never stands in UTF-8', Uint8Array.of(0x61, 0xff)],
    ['half of a pair', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['a slash written too long', Uint8Array.of(0xc0, 0xaf)],
    ['UTF-16', Buffer.from('ab', 'utf16le')],
    ['a zip file', bytes('PK\u0003\u0004')],
  ])('spares a terminal %s', (_, first) => {
    expect(isBinary(first)).toBe(true)
  })
})

describe('binaryJudge', () => {
  it('takes pieces in their order: a letter may be cut between two', () => {
    const isWord = binaryJudge()
    const letter = bytes('€')
    expect([letter.subarray(0, 1), letter.subarray(1), bytes('x')].map(isWord)).toEqual([false, false, false])
  })

  it('notices what comes later than the first piece', () => {
    const isWord = binaryJudge()
    expect([bytes('words'), bytes('\u001b[2J')].map(isWord)).toEqual([false, true])
    const isCut = binaryJudge()
    expect([bytes('€').subarray(0, 2), bytes('x')].map(isCut)).toEqual([false, true])
  })
})
