import { oneOf } from './random.js'

const STRINGS = [
  '""',
  '"a"',
  '"]}{[,:"',
  '"\\""',
  '"\\\\"',
  '"\\\\\\""',
  '"\\n\\u00e5"',
  '"blåbær"',
  '"\u2028"',
  '"//"',
]
const SCALARS = [
  '0',
  '-0',
  '1250000.50',
  '1e5',
  '1E+400',
  '9007199254740993',
  'true',
  'false',
  'null',
  ...STRINGS,
]
const SPACES = ['', '', '', ' ', '\n', '\r\n\t', '\n    ', '\t']

/** A JSON text as a stranger may write it: spaces and line breaks anywhere, numbers of every form, members given twice. */
export function jsonText(random: () => number, depth = 4): string {
  const space = () => oneOf(random, SPACES)
  const kind = depth === 0 ? 1 : random()
  if (kind > 0.7) return space() + oneOf(random, SCALARS) + space()
  const children = Array.from({ length: Math.floor(random() * 5) }, () => jsonText(random, depth - 1))
  if (kind > 0.35) return `${space()}[${children.join(',') || space()}]${space()}`
  const members = children.map((child) => `${space()}${oneOf(random, NAMES)}${space()}:${child}`)
  return `${space()}{${members.join(',') || space()}}${space()}`
}

/** None has an escape in it: V8 of Node 24.21 takes some of such names for others, and gives the members of one to the other. */
const NAMES = [
  ...STRINGS.filter((name) => !name.includes('\\')),
  '"b"',
  '"__proto__"',
  '"a/b"',
  '"m~n"',
  '"0"',
]
