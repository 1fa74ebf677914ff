import { describe, expect, it } from 'vitest'
import type { Element } from '../../../src/keys/der/element.js'
import { readDer } from '../../../src/keys/der/read.js'
import { integer, octets, oid } from '../../../src/keys/der/values.js'
import { toBer } from '../support/ber.js'

const NESTED = '300b0201050403010203300130'

describe('readDer', () => {
  it('reads values inside values', () => {
    const [five, string] = read('300a020105040301020305 00').children
    expect(integer(five)).toBe(5)
    expect(string?.content.toString('hex')).toBe('010203')
  })

  it('leaves what follows the first value alone', () => {
    expect(read('0201050a').raw.toString('hex')).toBe('020105')
  })

  it('reads indefinite lengths and strings in pieces', () => {
    const ber = readDer(toBer(Buffer.from('300a02010504030102030500', 'hex')))
    expect(ber.children).toHaveLength(3)
    expect(octets(ber.children[1]).toString('hex')).toBe('010203')
    expect(ber.raw.toString('hex')).toBe('30800201052480040101040202030000' + '05000000')
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length beyond the end', '300502'],
    ['a length of lengths beyond the end', '3084ff'],
    ['a length of four octets and no content', '3084ffffffff'],
    ['a length of more octets than a number holds', `30fe${'ff'.repeat(126)}`],
    ['an indefinite length without an end', '3080020105'],
    ['a primitive value without a length', '04800000'],
    ['a tag of several octets', '3f810000'],
  ])('refuses %s', (_what, hex) => {
    expect(() => whole(read(hex))).toThrow(expect.objectContaining({ code: 'MP_KEY_UNREADABLE' }))
  })

  it('refuses a value longer than the value that holds it', () => {
    expect(() => whole(read(NESTED))).toThrow(expect.objectContaining({ code: 'MP_KEY_UNREADABLE' }))
  })

  it.each([
    [
      'definite',
      Array.from({ length: 60 }).reduce<Buffer>(
        (inner) => Buffer.concat([Buffer.from([0x30, inner.length]), inner]),
        Buffer.alloc(0),
      ),
    ],
    ['indefinite', Buffer.from('3080'.repeat(10_000), 'hex')],
  ])('stops at a depth that no keystore has, %s', (_what, bytes) => {
    expect(() => whole(readDer(bytes))).toThrow(expect.objectContaining({ code: 'MP_KEY_LIMIT' }))
  })

  it('stops at a number of values that no keystore has', () => {
    const bytes = Buffer.concat([
      Buffer.from('3080', 'hex'),
      Buffer.from('0500'.repeat(60_000), 'hex'),
      Buffer.alloc(2),
    ])
    expect(() => readDer(bytes)).toThrow(expect.objectContaining({ code: 'MP_KEY_LIMIT' }))
  })
})

describe('oid', () => {
  it.each([
    ['06032a8648', '1.2.840'],
    ['0603550461', '2.5.4.97'],
    ['06022b65', '1.3.101'],
    ['0603883703', '2.999.3'],
  ])('reads %s as %s', (hex, dotted) => {
    expect(oid(read(hex))).toBe(dotted)
  })
})

describe('integer', () => {
  it.each([
    ['020100', 0],
    ['02020800', 2048],
    ['0201ff', -1],
    ['0209010000000000000000', Number.POSITIVE_INFINITY],
  ])('reads %s as %d', (hex, value) => {
    expect(integer(read(hex))).toBe(value)
  })
})

function read(hex: string): Element {
  return readDer(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

/** Reads what is otherwise read when asked for. */
function whole(element: Element): void {
  element.children.forEach(whole)
}
