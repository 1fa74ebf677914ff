import { describe, expect, it } from 'vitest'
import { readDer } from '../../../src/keys/der/read.js'
import { fields, oid, integer as readInteger } from '../../../src/keys/der/values.js'
import {
  bmpString,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../../../src/keys/write/der.js'

describe('DER', () => {
  it.each([
    [0, '020100'],
    [1, '020101'],
    [127, '02017f'],
    [128, '02020080'],
    [255, '020200ff'],
    [256, '02020100'],
    [32_768, '0203008000'],
    [100_000, '020301 86a0'.replace(' ', '')],
  ])('writes %i', (value, hex) => {
    expect(integer(value).toString('hex')).toBe(hex)
    expect(readInteger(readDer(integer(value)))).toBe(value)
  })

  it.each(['1.2.840.113549.1.7.1', '2.16.840.1.101.3.4.2.1', '2.5.4.97', '0.9.2342.19200300.100.1.1'])(
    'writes %s as it is read',
    (dotted) => {
      expect(oid(readDer(objectIdentifier(dotted)))).toBe(dotted)
    },
  )

  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])(
    'writes the length %i in as few octets as can be',
    (length) => {
      const der = octetString(Buffer.alloc(length, 7))
      expect(readDer(der).content).toHaveLength(length)
      expect(der.length - length).toBe(length < 128 ? 2 : length < 256 ? 3 : length < 65_536 ? 4 : 5)
    },
  )

  it('puts a set in order', () => {
    const set = setOf(integer(3), octetString(Buffer.of(1)), integer(2))
    expect(set.toString('hex')).toBe('3109020102020103040101')
  })

  it('writes text with its high octets first, beyond the basic plane too', () => {
    expect(bmpString('Aå🫐').toString('hex')).toBe('1e08004100e5d83eded0')
  })

  it('writes a value of values', () => {
    expect(fields(readDer(sequence(integer(1), nothing()))).map(({ tag }) => tag)).toEqual([2, 5])
  })
})
