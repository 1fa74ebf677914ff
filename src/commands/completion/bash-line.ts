/** The beginning of a command line, up to the cursor, as bash hands it to a completion. */
export interface BashLine {
  /** Its words as a program would get them, but for what only running the line could tell. The last one is being typed. */
  words: readonly string[]
  /** How much of the last word stands before what bash replaces: bash breaks words at `:` and `=` too. */
  cut: number
  /** The quote that is open at the cursor. */
  quote: Quote
  /** Whether the last word is a file that something is redirected to or from. */
  isRedirected: boolean
}

export type Quote = '' | "'" | '"'

interface Reading {
  words: string[]
  /** Undefined between words. */
  word: string | undefined
  /** How long the word was after its last break. */
  broken: number
  quote: Quote
  /** How long the word was when the quote was opened. */
  opened: number
  isRedirected: boolean
}

/** Takes a line apart by bash's rules of quoting. Nothing is expanded. `breaks` is `COMP_WORDBREAKS`. */
export function readBashLine(line: string, breaks: string): BashLine {
  const reading: Reading = {
    words: [],
    word: undefined,
    broken: 0,
    quote: '',
    opened: 0,
    isRedirected: false,
  }
  for (let index = 0; index < line.length; index++) {
    const [character = '', next = ''] = [line[index], line[index + 1]]
    if (character === '\\' && escapes(reading.quote, next)) {
      reading.word = (reading.word ?? '') + next
      index++
    } else if (reading.quote === '') readBare(character, breaks, reading)
    else if (character === reading.quote) reading.quote = ''
    else reading.word += character
  }
  const { words, word = '', broken, quote, opened, isRedirected } = reading
  return { words: [...words, word], cut: quote === '' ? broken : opened, quote, isRedirected }
}

function escapes(quote: Quote, next: string): boolean {
  return quote === '' || (quote === '"' && next !== '' && '$`"\\'.includes(next))
}

function readBare(character: string, breaks: string, reading: Reading): void {
  const word = reading.word ?? ''
  if (/\s/.test(character)) endWord(reading)
  else if (character === '<' || character === '>') redirect(reading)
  else if (character === "'" || character === '"')
    Object.assign(reading, { quote: character, word, opened: word.length })
  else {
    reading.word = word + character
    // `@` and `$` break a word too, and belong to what follows.
    if (breaks.includes(character)) reading.broken = word.length + ('@$'.includes(character) ? 0 : 1)
  }
}

/** A number before the sign is no word of its own: `2>`. */
function redirect(reading: Reading): void {
  if (/^\d*$/.test(reading.word ?? '')) reading.word = undefined
  endWord(reading)
  reading.isRedirected = true
}

/** A file that something is redirected to is no word of the program's. */
function endWord(reading: Reading): void {
  const { word, words, isRedirected } = reading
  if (word !== undefined && !isRedirected) words.push(word)
  Object.assign(reading, { word: undefined, broken: 0, isRedirected: isRedirected && word === undefined })
}

/** A text as it must stand on a line of bash. Undefined where it cannot: between double quotes `!` is history's. */
export function quoteForBash(text: string, quote: Quote): string | undefined {
  if (quote === "'") return text.replaceAll("'", "'\\''")
  if (quote === '"') return text.includes('!') ? undefined : text.replace(/[\\"$`]/g, '\\$&')
  return text.replace(/[^\p{L}\p{N}_@%+=:,./-]/gu, '\\$&')
}
