import type { HttpRequest, HttpResponse } from '../../protocol/http.js'
import { type Handler, json, unstored } from '../answer.js'
import { type ApiCourt, type Bearer, issuersAt, type Reading, readBearer } from '../bearer.js'
import { pathOf } from '../request-path.js'
import { signAltinnToken } from './altinn-token.js'
import {
  EXCHANGE_PATH,
  enterpriseUserIsGone,
  PROVIDERS,
  TEXT,
  unauthorized,
  unknownProvider,
} from './exchange-refusals.js'

/** Seconds that the clock of whoever made the token may be off (Altinn: token exchange). */
const LEEWAY = 10
const ENTERPRISE_USER = 'x-altinn-enterpriseuser-authentication'

/** `/authentication/api/v1/exchange/{provider}`: trades Maskinporten's token for Altinn's, and explains no refusal of a token (Altinn: token exchange). */
export function exchangeHandler(court: ApiCourt): Handler {
  return async (request) => {
    const reading = await readBearer(request, court, { scopes: [], leeway: LEEWAY })
    const provider = providerOf(request)
    if (isUnreadable(reading)) return unauthorized()
    if (!PROVIDERS.includes(provider)) return unknownProvider()
    if ('fault' in reading || provider !== 'maskinporten') return unauthorized()
    // Asked last: whoever sends the header with a bad token gets the bad token's answer.
    if (request.headers[ENTERPRISE_USER]) return enterpriseUserIsGone()
    return exchanged(request, reading.bearer, court)
  }
}

async function exchanged(request: HttpRequest, bearer: Bearer, court: ApiCourt): Promise<HttpResponse> {
  const [key] = court.state.issuer_keys
  if (key === undefined) return unauthorized()
  const test = new URL(request.url).searchParams.get('test')?.toLowerCase() === 'true'
  const exchange = { issuer: issuersAt(court.origin).altinn, now: court.now(), test }
  const token = await signAltinnToken(bearer, exchange, key)
  return unstored(wantsJson(request) ? json(200, token) : { status: 200, headers: TEXT, body: token })
}

function isUnreadable(reading: Reading): boolean {
  return 'fault' in reading && (reading.fault === 'missing' || reading.fault === 'malformed')
}

function providerOf({ url }: HttpRequest): string {
  return EXCHANGE_PATH.exec(pathOf(url))?.[1]?.toLowerCase() ?? ''
}

/** Whether JSON comes first among the types that Altinn can give. Whoever takes anything at all gets text. */
function wantsJson({ headers }: HttpRequest): boolean {
  const types = (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase())
  const known = types.filter((type) => type === 'application/json' || type === 'text/plain')
  return known[0] === 'application/json' && !types.includes('*/*')
}
