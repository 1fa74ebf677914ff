import { describe, expect, it } from 'vitest'
import { Cursor } from '../../../src/keys/jks/cursor.js'
import { skipJavaObject } from '../../../src/keys/jks/java-object.js'

// The bytes are written out by the grammar of the Java Object Serialization Specification, chapter 6.4.
const HEADER = 'aced0005'
const NULL = '70'
const END = '78'
const SERIALIZABLE = '02'
const WITH_ANNOTATION = '03'

describe('skipJavaObject', () => {
  it.each([
    ['null', NULL],
    ['a string', '740003616263'],
    ['an object without fields', object(SERIALIZABLE, '')],
    [
      'numbers of every width',
      object(SERIALIZABLE, fieldsOf('BZCSIFJD'), '0102000300040000000500000006'.padEnd(60, '0')),
    ],
    ['a field that is null', object(SERIALIZABLE, field('L', '740001 58'), NULL)],
    ['a field that is a string', object(SERIALIZABLE, field('L', '740001 58'), '740003616263')],
    ['an annotation', object(WITH_ANNOTATION, '', `7703616263${NULL}${END}`)],
    ['an array of octets', `75${description('5b42', SERIALIZABLE, '')}${NULL}00000003010203`],
    ['an array of strings', `75${description('5b4c', SERIALIZABLE, '')}${NULL}00000002740001617400016${'2'}`],
    ['a class named again', object(WITH_ANNOTATION, '', `73 71007e0000 ${END} ${END}`)],
    [
      'a class that extends another',
      `73${description('41', SERIALIZABLE, field('B'))}${description('42', SERIALIZABLE, field('I'))}${NULL}0000000101`,
    ],
  ])('goes past %s, and no further', (_what, hex) => {
    const cursor = new Cursor(bytes(`${HEADER}${hex}eeee`))
    skipJavaObject(cursor)
    expect(cursor.passed.toString('hex')).toBe(bytes(HEADER + hex).toString('hex'))
  })

  it.each([
    ['no header', '00000000 70', 'is damaged: a secret key is malformed'],
    ['something that the grammar does not know', `${HEADER}7f`, 'is damaged: a secret key is malformed'],
    [
      'an object that is not serialisable',
      `${HEADER}${object('00', '')}`,
      'is damaged: a secret key is malformed',
    ],
    [
      'an array longer than the file',
      `${HEADER}75${description('5b4a', SERIALIZABLE, '')}${NULL}ffffffff`,
      'is damaged: it ends early',
    ],
    ['its end missing', `${HEADER}${object(WITH_ANNOTATION, '', NULL)}`, 'is damaged: it ends early'],
  ])('stops at %s', (_what, hex, message) => {
    expect(() => skipJavaObject(new Cursor(bytes(hex)))).toThrow(message)
  })

  it('stops at a depth that no keystore has', () => {
    const nested = `75${description('5b4c', SERIALIZABLE, '')}${NULL}00000001`.repeat(100)
    expect(() => skipJavaObject(new Cursor(bytes(HEADER + nested)))).toThrow(
      expect.objectContaining({ code: 'MP_KEY_LIMIT', message: 'nests Java objects more than 16 deep' }),
    )
  })
})

/** An object of a class with these flags and fields, and no parent. */
function object(flags: string, fields: string, state = ''): string {
  return `73${description('41', flags, fields)}${NULL}${state}`
}

/** The description of a class, up to its parent. */
function description(name: string, flags: string, fields: string): string {
  const count = (fields.match(/;/g) ?? []).length.toString(16).padStart(4, '0')
  return `72${(name.length / 2).toString(16).padStart(4, '0')}${name}${'00'.repeat(8)}${flags}${count}${fields}${END}`
}

function field(type: string, className = ''): string {
  return `;${Buffer.from(type).toString('hex')}000161${className}`
}

function fieldsOf(types: string): string {
  return [...types].map((type) => field(type)).join('')
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replace(/[; ]/g, ''), 'hex')
}
