import { MpError } from '../../errors.js'
import { flagOf, type RawOptions, textOf } from './option.js'

/** The text of a flag that must be there. Throws `MP_USAGE`. */
export function neededText(raw: RawOptions, key: string): string {
  const text = textOf(raw, key)
  if (text !== undefined) return text
  throw new MpError('MP_USAGE', `${flagOf(key)} is missing`)
}
