import type { HttpRequest, HttpResponse } from '../protocol/http.js'

/** One endpoint: a request in, an answer out, no socket. */
export type Handler = (request: HttpRequest) => Promise<HttpResponse>

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

/** An answer that nobody may keep (RFC 6749 section 5.1). */
export function unstored(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...response.headers, 'cache-control': 'no-store', pragma: 'no-cache' } }
}
