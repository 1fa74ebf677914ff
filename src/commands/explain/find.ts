import { type KnownRefusal, MpError } from '../../errors.js'
import { EXIT_CODES } from '../../exit-codes.js'
import { nearest } from '../../nearest.js'
import { printable } from '../../printable.js'
import { REFUSALS } from '../../protocol/refusals/catalogue.js'
import { findRefusal } from '../../protocol/refusals/find-refusal.js'
import { recogniseText } from '../../protocol/refusals/recognise-text.js'
import { EXITS } from './exits.js'

/** Something that can be explained, and the code that it was asked for by where that is mp's own. */
export interface Found {
  entry: KnownRefusal
  own?: string
}

/**
 * What one word names: a code or an id in any spelling, one of mp's own codes, or an exit code. What is no single word is
 * read as an answer. Throws `MP_USAGE` for a word that names nothing.
 */
export function findByName(name: string): Found[] {
  const refusal = findRefusal(name)
  if (refusal) return [{ entry: refusal }]
  const own = ownCode(name.trim()) ?? exitCode(name.trim())
  if (own) return [own]
  if (!isWord(name)) return findInText(name)
  const suggestion = nearest(name.trim(), [...REFUSALS.map(({ id }) => id), ...Object.keys(EXIT_CODES)])
  throw new MpError(
    'MP_USAGE',
    `"${printable(name)}" is no code that mp can explain`,
    suggestion === undefined ? {} : { suggestion },
  )
}

/** Everything that an answer, a dump or a log tells of. Throws `MP_USAGE` where it is empty and `MP_UNRECOGNISED` where nothing is known. */
export function findInText(text: string): Found[] {
  if (text.trim() === '')
    throw new MpError(
      'MP_USAGE',
      'there is nothing to explain: name a code, or give an answer on standard input',
    )
  const refusals = recogniseText(text)
  if (refusals.length > 0) return refusals.map((entry) => ({ entry }))
  const own = [...new Set(text.match(/\bMP_[A-Z_]+\b/g))].flatMap((code) => ownCode(code) ?? [])
  if (own.length > 0) return own
  // What was given may hold a token or a grant: none of it is repeated.
  throw new MpError('MP_UNRECOGNISED', 'nothing in what was given is a refusal that mp knows')
}

/** Short enough for a name, and no token. */
function isWord(text: string): boolean {
  return /^\s*[\w.-]{1,40}\s*$/.test(text) && !/^\s*eyJ/.test(text)
}

function ownCode(name: string): Found | undefined {
  const code = Object.keys(EXIT_CODES).find((known) => known === name.toUpperCase())
  const exit = code && exitCode(`${EXIT_CODES[code as keyof typeof EXIT_CODES]}`)
  return exit ? { ...exit, own: code } : undefined
}

function exitCode(name: string): Found | undefined {
  const number = /^(?:exit[- ]?)?(\d{1,3})$/i.exec(name)?.[1]
  const entry = EXITS.find(({ id }) => id === `exit-${number}`)
  return entry && { entry }
}
