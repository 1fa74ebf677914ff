import type { Language } from '../../errors.js'
import type { PersonOutcome } from '../../flows/bulk/person-token.js'
import { errorJson } from './error.js'
import { type GivenWith, tokenJson } from './token.js'

/** What became of a line of a list: `mp.token/1` or `mp.error/1`, with the line's number, as one line. */
export function renderPersonLine(
  outcome: PersonOutcome,
  given: Omit<GivenWith, 'format'> & { language?: Language },
  now: number,
): string {
  const { line } = outcome
  const json =
    'token' in outcome
      ? tokenJson({ ...outcome.token, cached: false }, given, now)
      : errorJson(outcome.error, [], given.language)
  return `${JSON.stringify({ ...json, line })}\n`
}
