import { type AdminSession, adminSession } from '../../../../src/flows/admin/session.js'
import type { HttpRequest, HttpResponse, Send } from '../../../../src/protocol/http.js'
import { jsonResponse } from '../../../support/responses.js'

export const BASE = 'https://selfservice.test/api/v1'

type Json = Record<string, unknown>

/** Objects by their addresses; a write puts the body in the place of what was there, as the API does. */
export interface Register {
  objects: Map<string, unknown>
  /** Every request, in order. */
  requests: HttpRequest[]
  /** The requests that were no reads: `PUT /clients/a`. */
  changes(): string[]
  /** What each of them sent. */
  bodies(): Json[]
  /** Is called before each request is met, with its number from 1. */
  before: (number: number) => void
  /** Stands in for the answer to a change that has been made. */
  answer: ((written: unknown) => HttpResponse) | undefined
  session: AdminSession
  send: Send
}

/** A register that keeps what it is sent, beside what is its own to set. */
export function register(objects: Record<string, unknown>): Register {
  const own: Register = {
    objects: new Map(Object.entries(objects)),
    requests: [],
    changes: () =>
      own.requests.filter(isChange).map(({ method, url }) => `${method} ${url.slice(BASE.length)}`),
    bodies: () =>
      own.requests.filter(isChange).flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(body)])),
    before: () => {},
    answer: undefined,
    session: { send: async () => undefined },
    send: async (request) => {
      own.requests.push(request)
      own.before(own.requests.length)
      return meet(own, request)
    },
  }
  const token = {
    accessToken: 'a.b.c',
    tokenType: 'Bearer',
    expiresIn: 100,
    scope: '',
    expiresAt: 100,
  } as const
  const holder = { get: async () => token, renew: async () => token }
  own.session = adminSession({ base: BASE, token: holder, send: own.send })
  return own
}

function isChange({ method }: HttpRequest): boolean {
  return method !== 'GET'
}

function meet(own: Register, { method, url, body }: HttpRequest): HttpResponse {
  const address = url.slice(BASE.length)
  const old = own.objects.get(address)
  if (method === 'GET') return old === undefined ? jsonResponse({ errors: [] }, 404) : jsonResponse(old)
  if (method === 'DELETE') own.objects.delete(address)
  else own.objects.set(address, { ...ownFields(old), ...(body !== undefined && JSON.parse(body)) })
  const written = own.objects.get(address)
  if (own.answer) return own.answer(written)
  return written === undefined ? { status: 204, headers: {}, body: '' } : jsonResponse(written)
}

/** What nobody else sets stays, whatever is written. */
const OWN = [
  'client_id',
  'client_orgno',
  'active',
  'created',
  'last_updated',
  'jwks_uri',
  'name',
  'owner_orgno',
]

function ownFields(old: unknown): Json {
  return Object.fromEntries(Object.entries(old ?? {}).filter(([name]) => OWN.includes(name)))
}
