import { MpError } from '../../errors.js'
import type { HttpRequest, HttpResponse, Send } from '../../protocol/http.js'
import { readAnswer, type SelfserviceRequest, toHttpRequest } from '../../protocol/selfservice/request.js'
import type { TokenHolder } from '../hold-token.js'
import { knowRefusal } from '../know-refusal.js'

/** A way to Digdir's self-service API. */
export interface AdminSession {
  /** Sends with a good token (one renewal on 401) and gives the JSON; undefined for a success without a body. */
  send(request: SelfserviceRequest): Promise<unknown>
}

export interface AdminPorts {
  /** The API's address: `https://api.samarbeid.digdir.no/api/v1`, say. */
  base: string
  token: TokenHolder
  send: Send
}

/**
 * A session with a token. Throws `MP_REFUSED` where the API says no; where nothing sensible comes back, `MP_UNREACHABLE` or
 * `MP_RESPONSE_MALFORMED` for a read and `MP_UNANSWERED` for a change, which may have been made.
 */
export function adminSession({ base, token, send }: AdminPorts): AdminSession {
  return {
    async send(request) {
      const bare = toHttpRequest(base, request) // judged before a token is asked for
      const { accessToken } = await token.get()
      const first = await exchange(withToken(bare, accessToken), send)
      if (first.status !== 401) return read(bare, first)
      const renewed = await token.renew()
      return read(bare, await exchange(withToken(bare, renewed.accessToken), send))
    },
  }
}

/** A session for the lists that are open to all: no token goes with it. */
export function openSession({ base, send }: Omit<AdminPorts, 'token'>): AdminSession {
  return {
    async send(request) {
      const bare = toHttpRequest(base, request)
      return read(bare, await exchange(bare, send))
    },
  }
}

/** The change that a rehearsal came to. */
export class NotSent extends Error {
  readonly request: SelfserviceRequest

  constructor(request: SelfserviceRequest) {
    super(`${request.method} /${request.path.join('/')} was not sent`)
    this.name = 'NotSent'
    this.request = request
  }
}

/** The session as a rehearsal: reads go through, and the first change is thrown as {@link NotSent}. */
export function dryRun(session: AdminSession): AdminSession {
  return {
    async send(request) {
      if (request.method !== 'GET') throw new NotSent(request)
      return session.send(request)
    },
  }
}

function withToken(request: HttpRequest, token: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
}

async function exchange(request: HttpRequest, send: Send): Promise<HttpResponse> {
  try {
    return await send(request)
  } catch (error) {
    throw orUnanswered(request, error)
  }
}

/** A request that was turned away for its number (RFC 6585 section 4) has changed nothing. */
async function read(request: HttpRequest, response: HttpResponse): Promise<unknown> {
  try {
    return await knowRefusal('selfservice', () => readAnswer(request.url, response))
  } catch (error) {
    throw response.status === 429 ? error : orUnanswered(request, error)
  }
}

const UNCERTAIN = ['MP_UNREACHABLE', 'MP_RESPONSE_MALFORMED']

function orUnanswered({ method }: HttpRequest, error: unknown): unknown {
  if (method === 'GET' || !(error instanceof MpError) || !UNCERTAIN.includes(error.code)) return error
  return new MpError('MP_UNANSWERED', error.message, { cause: error })
}
