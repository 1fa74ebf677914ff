import type { KnownRefusal } from '../errors.js'
import { readProblem } from '../protocol/problem-code.js'

/** Which of Altinn's problems an API's answer tells of, by its code. What is known is loaded where there is one, and not before. */
export async function knownProblem(body: string): Promise<KnownRefusal | undefined> {
  const { code } = readProblem(body)
  if (code === undefined) return undefined
  const { recognise } = await import('../protocol/refusals/recognise.js')
  return recognise('altinn-authentication', { code })
}
