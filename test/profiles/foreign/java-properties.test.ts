import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readProperties } from '../../../src/profiles/foreign/java-properties.js'
import { SettingsError } from '../../../src/profiles/foreign/settings-error.js'
import { vector } from '../../support/host.js'

/** A file in Latin-1, and what Java reads in it; null where Java refuses it. */
interface Vector {
  file: string
  pairs: Record<string, string> | null
}

const VECTORS: Vector[] = JSON.parse(readFileSync(vector('properties/vectors.json'), 'utf8'))

function read(file: string) {
  return readProperties(Buffer.from(file, 'latin1'), 'client.properties')
}

function pairsIn(file: string): Vector['pairs'] {
  try {
    return Object.fromEntries(read(file).map(({ name, value }) => [name, value]))
  } catch (error) {
    expect(error).toMatchObject({ code: 'MP_SETTINGS_INVALID' })
    return null
  }
}

describe('readProperties', () => {
  it('reads every file as Java does, and refuses those that Java refuses', () => {
    expect(VECTORS.length).toBeGreaterThan(400)
    for (const { file, pairs } of VECTORS) expect({ file, pairs: pairsIn(file) }).toEqual({ file, pairs })
  })

  it('knows the lines that a property stands on', () => {
    const found = read('# one\r\n\r\na=b\\\r\n  c\r\n\r\nd=e')
    expect(found.map(({ name, line }) => [name, line])).toEqual([
      ['a', 3],
      ['d', 6],
    ])
    expect(found[0]?.parts).toEqual([
      { number: 3, text: 'a=b' },
      { number: 4, text: 'c' },
    ])
  })

  it('names the line of an escape that is none, and nothing that stands there', () => {
    const refused = () => read('a=b\nkeystore.password=hemmelig\\\n  \\\\\\users\n')
    expect(refused).toThrow(
      new SettingsError('escape', 'line 3 of "client.properties" has a \\u without four hexadecimal digits'),
    )
  })

  it('reads a line of a megabyte', () => {
    const long = 'x\\\\'.repeat(2 ** 18)
    expect(read(`${long}=${long}`)[0]?.value).toBe('x\\'.repeat(2 ** 18))
  })

  it('reads a line that goes on over hundreds of thousands', () => {
    expect(read(`a=${'x\\\n'.repeat(3e5)}`)[0]?.value).toBe('x'.repeat(3e5))
    expect(read(`a=\\\n${'\\\n'.repeat(3e5)}x`)[0]?.value).toBe('x')
  })
})
