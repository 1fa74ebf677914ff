import { MpError } from '../../errors.js'
import { flagOf, type RawOptions } from './option.js'

const EXAMPLE = 'mp exec -p test -- node fetch.js'

/**
 * Reads the program and its arguments: all that stands behind the first `--` of the line, whatever it looks like, and nothing
 * before it. Throws `MP_USAGE`.
 */
export function readProgram(
  raw: RawOptions,
  args: readonly string[],
  argv: readonly string[],
): readonly string[] {
  const at = argv.indexOf('--')
  if (at < 0) throw wanted(args.length > 0 ? '-- is missing before the program' : 'a program is missing')
  const greedy = Object.keys(raw).find((key) => [raw[key]].flat().includes('--'))
  if (greedy !== undefined) throw wanted(`${flagOf(greedy)} has no value before --`)
  const program = argv.slice(at + 1)
  const [stray] = args.slice(0, args.length - program.length)
  if (stray !== undefined) throw wanted(`"${stray}" stands before --`)
  if (!args[0]) throw wanted('a program is missing behind --')
  return args
}

function wanted(what: string): MpError {
  return new MpError('MP_USAGE', `${what}, as in: ${EXAMPLE}`)
}
