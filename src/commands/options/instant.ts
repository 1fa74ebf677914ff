import { MpError } from '../../errors.js'
import { type RawOptions, textOf } from './option.js'

const FORM = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/

/** Reads a flag's instant, ISO 8601 or seconds since 1970, as seconds. Throws `MP_USAGE`. */
export function readInstant(raw: RawOptions, key: string): number | undefined {
  const text = textOf(raw, key)
  if (text === undefined) return undefined
  const seconds = /^\d{1,11}$/.test(text)
    ? Number(text)
    : FORM.test(text)
      ? Date.parse(text) / 1000
      : Number.NaN
  if (!Number.isNaN(seconds)) return Math.floor(seconds)
  throw new MpError(
    'MP_USAGE',
    `--${key} "${text}" is no time: 2026-01-31T12:00:00Z, 2026-01-31, or seconds since 1970`,
  )
}
