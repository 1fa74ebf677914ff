import { isPid } from '../../protocol/pid.js'

/** A line of the input, counted from 1. Without a number it holds something else. */
export interface Person {
  line: number
  pid?: string
}

/** A number takes eleven characters: what goes on and on is none, and is not kept. */
const LONGEST = 1024
const TOO_LONG = '?'

/** The persons in a text, one a line, as its bytes come; blank lines are counted and passed over. */
export async function* readPersons(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Person> {
  const decoder = new TextDecoder()
  let line = 0
  let rest = ''
  for await (const piece of bytes) {
    const texts = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    if (rest.length > LONGEST) rest = TOO_LONG
    for (const text of texts) {
      line++
      const person = personOf(text, line)
      if (person) yield person
    }
  }
  const last = personOf(rest + decoder.decode(), line + 1)
  if (last) yield last
}

function personOf(text: string, line: number): Person | undefined {
  const pid = text.trim()
  if (pid === '') return undefined
  return isPid(pid) ? { line, pid } : { line }
}
