import type { HttpRequest } from '../../protocol/http.js'
import type { Answer } from '../answer.js'
import { isObject, type JsonObject } from '../jws.js'
import { pathOf } from '../request-path.js'
import { type DecodedGrant, type Line, linesOf } from './decoded.js'
import type { Finding } from './examine.js'

/** What was seen of a grant before it was judged. */
export interface Sight {
  /** Seconds since 1970, by the clock that judged. */
  now: number
  client?: { id: string; name?: string; orgnr?: string }
  grant?: DecodedGrant
  rules: Finding[]
}

/** One thing that came in and what was answered, fit to be shown: it holds no signature, no token and no query. */
export interface Report {
  number: number
  /** Seconds since 1970, by the sandbox's own clock. */
  at: number
  method: string
  path: string
  outcome: 'token' | 'refused' | 'answered' | 'failed' | 'misplayed'
  /** The outcome in a few words. */
  summary: string
  client?: Sight['client']
  /** The scenarios that were played for it. */
  scenarios?: string[]
  grant?: DecodedGrant
  rules?: Finding[]
  answer: { status: number; manner?: string; lines: Line[] }
}

/** What is known when an answer has been made. */
export interface Exchange {
  number: number
  at: number
  request: HttpRequest
  answer: Answer
  sight: Sight | undefined
  client: Sight['client']
  scenarios: readonly string[]
}

/** Tells what came of a request. */
export function reportOf({ number, at, request, answer, sight, client, scenarios }: Exchange): Report {
  const body = bodyOf(answer)
  const path = pathOf(request.url)
  const outcome = outcomeOf(path, answer, body)
  return {
    number,
    at,
    method: request.method.slice(0, 20),
    path: path.slice(0, 200),
    outcome,
    summary: summaryOf(outcome, answer, body),
    ...(client && { client }),
    ...(scenarios.length > 0 && { scenarios: [...scenarios] }),
    ...(sight?.grant && { grant: sight.grant }),
    ...(sight && { rules: sight.rules }),
    answer: {
      status: answer.status,
      ...(answer.manner && { manner: answer.manner.kind }),
      // What an API answers is its business; what the token endpoint says is this page's.
      lines: path === '/token' ? linesOf(withoutToken(body), at) : [],
    },
  }
}

function outcomeOf(path: string, { status, manner }: Answer, body: JsonObject): Report['outcome'] {
  if (status === 0 || status >= 500 || (manner && manner.kind !== 'late')) return 'misplayed'
  if (path !== '/token') return status < 400 ? 'answered' : 'failed'
  if (status === 200) return 'access_token' in body ? 'token' : 'misplayed'
  return typeof body.error === 'string' && status !== 429 ? 'refused' : 'misplayed'
}

function summaryOf(outcome: Report['outcome'], { status, manner }: Answer, body: JsonObject): string {
  if (outcome === 'token') return `a token for ${shortened(body.scope)}`
  if (outcome === 'refused') return shortened(body.error)
  if (manner?.kind === 'reset') return 'the connection was reset'
  if (manner?.kind === 'silence') return 'no answer'
  return manner ? `${status}, ${manner.kind}` : `${status}`
}

function shortened(text: unknown): string {
  return `${text}`.slice(0, 120)
}

/** The one thing in an answer that nobody may see. */
function withoutToken({ access_token: token, ...rest }: JsonObject): JsonObject {
  return token === undefined ? rest : { access_token: '(not shown)', ...rest }
}

function bodyOf({ body }: Answer): JsonObject {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
