import type { Answer } from '../answer.js'
import { isObject } from '../jws.js'
import { type Begin, forTheFirst } from './act.js'

/** Good answers with something the matter with what they say. Refusals stay as they are. */
export const BODIES = {
  'bad-json': forTheFirst(async (request, good) => {
    const answer = await good(request)
    return isGood(answer) ? { ...answer, body: `${answer.body.slice(0, -1)},}` } : answer
  }),
  'no-token': forTheFirst(async (request, good) => {
    const answer = await good(request)
    return isGood(answer) ? { ...answer, body: withoutToken(answer.body) } : answer
  }),
  // What the endpoint says is one less than the life.
  'short-tokens': (seconds) => ({
    sees: (client) => ({ ...client, access_token_lifetime: Math.ceil(seconds) + 1 }),
  }),
} satisfies Record<string, Begin>

function isGood({ status, headers }: Answer): boolean {
  return status === 200 && headers['content-type'] === 'application/json'
}

function withoutToken(body: string): string {
  const value: unknown = JSON.parse(body)
  if (!isObject(value)) return body
  const { access_token: _, ...rest } = value
  return JSON.stringify(rest)
}
