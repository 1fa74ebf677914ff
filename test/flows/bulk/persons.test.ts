import { describe, expect, it } from 'vitest'
import { type Person, readPersons } from '../../../src/flows/bulk/persons.js'

const ONE = '21818297804'
const OTHER = '20914695016'

async function read(text: string | Uint8Array, size = 3): Promise<Person[]> {
  const bytes = Buffer.from(text)
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const persons: Person[] = []
  for await (const person of readPersons(pieces())) persons.push(person)
  return persons
}

describe('a list of persons', () => {
  it.each([
    ['ended by LF', `${ONE}\n${OTHER}\n`],
    ['ended by CRLF', `${ONE}\r\n${OTHER}\r\n`],
    ['without an end of the last line', `${ONE}\n${OTHER}`],
    ['after a byte order mark', `\uFEFF${ONE}\n${OTHER}\n`],
    ['with space around the numbers', `  ${ONE}\t\n\u00A0${OTHER} \n`],
  ])('has a number a line, %s', async (_, text) => {
    const persons = [
      { line: 1, pid: ONE },
      { line: 2, pid: OTHER },
    ]
    expect(await read(text)).toEqual(persons)
    expect(await read(text, 1000)).toEqual(persons)
  })

  it('has blank lines that count and are nobody', async () => {
    expect(await read(`\n \t\n${ONE}\n\r\n${OTHER}\n\n`)).toEqual([
      { line: 3, pid: ONE },
      { line: 5, pid: OTHER },
    ])
  })

  it.each([
    '21818297805',
    '2181829780',
    '218182978041',
    `${ONE},${OTHER}`,
    `${ONE} ${OTHER}`,
    'Kari',
    '\u0000',
  ])('has lines that are no number: %j', async (text) => {
    expect(await read(`${text}\n${ONE}\n`)).toEqual([{ line: 1 }, { line: 2, pid: ONE }])
  })

  it('may hold a line without end, which is not kept', async () => {
    expect(await read(`${'1'.repeat(300_000)}\n${ONE}`, 700)).toEqual([{ line: 1 }, { line: 2, pid: ONE }])
    expect(await read(`${ONE}${' '.repeat(2000)}x\n`, 700)).toEqual([{ line: 1 }])
    expect(await read(`${ONE}${' '.repeat(2000)}\n`, 700)).toEqual([{ line: 1 }])
  })

  it('may be empty', async () => {
    expect([await read(''), await read('\n\n')]).toEqual([[], []])
  })
})
