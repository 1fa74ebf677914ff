import type { HttpRequest } from '../../protocol/http.js'

/** A request that is not sent, for a person: method and URL, and the body as indented JSON. */
export function renderPlanned({ method, url, body }: HttpRequest): string {
  const json = body === undefined ? '' : `${JSON.stringify(JSON.parse(body), null, 2)}\n`
  return `${method} ${url}\n${json}`
}

/** The same as one line of JSON (`mp.request/1`). */
export function renderPlannedJson({ method, url, body }: HttpRequest): string {
  const json = body === undefined ? null : JSON.parse(body)
  return `${JSON.stringify({ schema: 'mp.request/1', method, url, body: json })}\n`
}
