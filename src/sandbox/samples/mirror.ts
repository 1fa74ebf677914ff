import type { HttpRequest, HttpResponse } from '../../protocol/http.js'
import { type Handler, json } from '../answer.js'
import { type ApiCourt, type Bearer, type Fault, readBearer } from '../bearer.js'
import { challenge } from '../challenge.js'
import type { JsonObject } from '../jws.js'
import { pathOf } from '../request-path.js'
import type { Route } from '../routes.js'

const MESSAGE = 'the sandbox has no sample of this API; this is what reached it'

const ANY_API = /^\/apis\/([a-z0-9-]+)(?:\/|$)/
/** The paths of Altinn's platform that the sandbox has no sample of (Altinn: API overview). */
const ALTINN =
  /^\/(events|notifications|correspondence|broker|dialogporten|resourceregistry|accessmanagement|register)\/api\/v1(?:\/|$)/
const ALTINN_SYSTEMS = /^\/authentication\/api\/v1\/(?:enduser\/)?(systemregister|systemuser)(?:\/|$)/

/** Claims that a mirror shows, under its own names. Nothing of a person is among them. */
const SHOWN = ['client_id', 'scope', 'consumer', 'supplier', 'aud', 'exp']

/** `/apis/<name>/…` and the rest of Altinn's platform: a mirror of what reached an API that the sandbox has no sample of. */
export function mirrorRoutes(court: ApiCourt): Route[] {
  return [
    { path: ANY_API, handle: mirrorHandler(court, ANY_API, '') },
    { path: ALTINN, handle: mirrorHandler(court, ALTINN, 'altinn-') },
    { path: ALTINN_SYSTEMS, handle: mirrorHandler(court, ALTINN_SYSTEMS, 'altinn-') },
  ]
}

function mirrorHandler(court: ApiCourt, path: RegExp, prefix: string): Handler {
  return async (request) => {
    const reading = await readBearer(request, court, { scopes: [], kinds: ['maskinporten', 'altinn'] })
    if ('bearer' in reading) return json(200, mirrored(request, reading.bearer, path, prefix))
    return refused(reading)
  }
}

function mirrored(request: HttpRequest, bearer: Bearer, pattern: RegExp, prefix: string): JsonObject {
  const path = pathOf(request.url)
  return {
    api: prefix + (pattern.exec(path)?.[1] ?? ''),
    message: MESSAGE,
    method: request.method,
    path,
    query: queryOf(new URL(request.url).searchParams),
    content_type: request.headers['content-type'] ?? null,
    body_bytes: bodyBytes(request),
    token: shown(bearer),
  }
}

/** A name that was sent several times has a list of values. */
function queryOf(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] as string) : values]
    }),
  )
}

/** The body has been read as text, in which bytes that are no UTF-8 count otherwise than as they were sent. */
function bodyBytes({ headers, body = '' }: HttpRequest): number {
  return headers['content-length'] === undefined ? Buffer.byteLength(body) : Number(headers['content-length'])
}

function shown({ kind, claims }: Bearer): JsonObject {
  const named = SHOWN.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]])
  return { kind, issuer: claims.iss, ...Object.fromEntries(named) }
}

function refused({ fault, description }: { fault: Fault; description: string }): HttpResponse {
  const { status, headers } = challenge(fault)
  return json(status, { error: 'invalid_token', error_description: description }, headers)
}
