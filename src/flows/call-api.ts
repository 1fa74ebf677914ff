import { type MpError, RedirectError } from '../errors.js'
import { printable } from '../printable.js'
import {
  type BodySource,
  type HeaderList,
  headerOf,
  type Stream,
  type StreamedResponse,
} from '../protocol/http-stream.js'
import { nextHop } from '../protocol/redirect.js'
import type { TokenHolder } from './hold-token.js'

/** A request to an API; the token is put in on its way. */
export interface ApiCall {
  method: string
  url: string
  headers: HeaderList
  body?: BodySource
  /** As in a `StreamedRequest`. */
  harmless?: true
}

export interface CallApiPorts {
  stream: Stream
  token: TokenHolder
}

/** An API's answer, and where it was given in the end. */
export type ApiAnswer = StreamedResponse & { url: string }

/**
 * Calls an API with a token. An answer of 401 makes one new token and one new try, where the body can be sent again.
 * Redirects are followed within the origin asked for; throws `MP_REDIRECTED` for any other: the token goes nowhere else. Nor
 * does it stand in an address, from which it would come into logs and messages (RFC 6750 section 5.3).
 */
export async function callApi(call: ApiCall, ports: CallApiPorts): Promise<ApiAnswer> {
  const { accessToken } = await ports.token.get()
  const answer = await sendAlong(call, accessToken, ports.stream)
  if (answer.status !== 401 || call.body?.repeatable === false) return answer
  answer.close()
  const renewed = await ports.token.renew()
  return sendAlong(call, renewed.accessToken, ports.stream)
}

/** As many as the Fetch standard allows. */
const MAX_HOPS = 20

async function sendAlong(call: ApiCall, token: string, stream: Stream): Promise<ApiAnswer> {
  let request = call
  for (let hops = 0; hops <= MAX_HOPS; hops++) {
    const headers: HeaderList = [...request.headers, ['authorization', `Bearer ${token}`]]
    const answer = await stream({ ...request, headers })
    const following = followed(request, answer, token)
    if (following === undefined) return { ...answer, url: request.url }
    answer.close()
    request = following
  }
  throw redirected(call, 'loop', `was redirected more than ${MAX_HOPS} times`)
}

/** The next request of a redirect, or undefined for an answer. */
function followed(request: ApiCall, answer: StreamedResponse, token: string): ApiCall | undefined {
  const { method, url, headers, body } = request
  const location = headerOf(answer.headers, 'location')
  const { status } = answer
  const hop = nextHop(
    { method, url, hasBody: body !== undefined, bodyRepeatable: body?.repeatable ?? true },
    { status, ...(location !== undefined && { location }) },
  )
  if ('stay' in hop) return undefined
  if (location?.includes(token)) {
    answer.close()
    throw redirected(request, 'token', `answered ${status}, a redirect to an address with the token in it`)
  }
  if ('follow' in hop) {
    const { keepBody, ...next } = hop.follow
    return keepBody && body ? { ...next, headers, body } : { ...next, headers: withoutBody(headers) }
  }
  answer.close()
  const why = REFUSED[hop.refuse](printable(hop.origin ?? ''))
  throw redirected(request, hop.refuse, `answered ${status}, ${why}`)
}

const REFUSED = {
  'another origin': (origin: string) =>
    `which leads to another origin, "${origin}": the token does not go there`,
  'no usable location': () => 'a redirect that leads nowhere',
  'body cannot be sent twice': () => 'a redirect, and the body from standard input cannot be sent twice',
}

/** What told of a body that is not sent any more (Fetch standard, "HTTP-redirect fetch"). */
function withoutBody(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !/^content-/i.test(name))
}

function redirected({ method, url }: ApiCall, problem: RedirectError['problem'], what: string): MpError {
  return new RedirectError(problem, `${method} ${url} ${what}`)
}
