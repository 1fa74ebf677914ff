import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'

/** Where a token is exchanged; the last segment is the provider that made it. */
export const EXCHANGE_PATH = /^\/authentication\/api\/v1\/exchange\/([^/]+)$/

/** Whose tokens Altinn knows. In the sandbox only Maskinporten makes any. */
export const PROVIDERS = ['maskinporten', 'id-porten', 'altinnstudio']

export const TEXT = { 'content-type': 'text/plain; charset=utf-8' }

/** A status, and no word more. */
export function silent(status: number): HttpResponse {
  return { status, headers: {}, body: '' }
}

export function unauthorized(): HttpResponse {
  return silent(401)
}

export function unknownProvider(): HttpResponse {
  return { status: 400, headers: TEXT, body: `Unknown token provider. Trusted are: ${PROVIDERS.join(', ')}.` }
}

/** Enterprise users went away with Altinn 2; system users came in their place (Altinn: virksomhetsbruker). */
export function enterpriseUserIsGone(): HttpResponse {
  const problem = {
    type: 'https://docs.altinn.studio',
    title: 'Virksomhetsbruker is no longer available',
    status: 410,
    detail: 'A system user takes the place of an enterprise user.',
  }
  return json(410, problem, { 'content-type': 'application/problem+json' })
}
