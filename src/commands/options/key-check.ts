import { MpError } from '../../errors.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

export const KEY_CHECK: OptionGroup = {
  title: 'Check options:',
  options: [
    {
      long: 'expires-in',
      value: 'time',
      description: 'how long every certificate must still be good: 30d (default), 12h, 4w',
    },
  ],
}

const HOUR = 60 * 60
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR }

/** A time as the person wrote it, and in seconds. */
export interface Span {
  text: string
  seconds: number
}

/** Reads the check's flags. Throws `MP_USAGE`. */
export function readKeyCheck(raw: RawOptions): { expiresIn: Span } {
  const text = textOf(raw, 'expiresIn') ?? '30d'
  const [, count, unit = ''] = /^(\d{1,5})([dhw])$/.exec(text) ?? []
  if (count !== undefined)
    return { expiresIn: { text, seconds: Number(count) * (UNITS[unit] ?? Number.NaN) } }
  throw new MpError(
    'MP_USAGE',
    `--expires-in "${text}" is not a number of days, hours or weeks (30d, 12h, 4w)`,
  )
}
