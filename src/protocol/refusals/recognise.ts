import type { Refusal } from '../../errors.js'
import { REFUSALS } from './catalogue.js'
import type { Authority, RefusalEntry, Sign } from './refusal-entry.js'

/** As much of an answer as is known. */
export type Said = Partial<Pick<Refusal, 'code' | 'error' | 'errorDescription' | 'status'>>

/** Which refusal it is: by the code that the answer carries, else by its words, else by its status. */
export function recognise(authority: Authority, said: Said): RefusalEntry | undefined {
  if (said.code !== undefined) return REFUSALS.find(({ id }) => id === said.code)
  const own = REFUSALS.filter((entry) => entry.authority === authority)
  return (
    own.find(({ signs }) => signs.some((sign) => !isBare(sign) && shows(sign, said))) ??
    own.find(({ signs }) => signs.some((sign) => isBare(sign) && shows(sign, said)))
  )
}

/** A status is less than words: it speaks where no words do. */
function isBare({ error, words }: Sign): boolean {
  return error === undefined && words === undefined
}

function shows(
  { error, words, status }: Sign,
  { error: kind = '', errorDescription = '', status: got = 0 }: Said,
): boolean {
  return (
    (error === undefined || error.test(kind)) &&
    (words === undefined || words.test(errorDescription)) &&
    (status === undefined || status.includes(got))
  )
}
