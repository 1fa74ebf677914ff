import type { HttpRequest, HttpResponse } from '../protocol/http.js'

/** What an answer cannot say in its bytes: how they leave, if they do. */
export type Manner =
  /** After a while. */
  | { kind: 'late'; ms: number }
  /** The body byte by byte. */
  | { kind: 'drip'; everyMs: number }
  /** The whole length is promised, half of the body sent, and the connection ended. */
  | { kind: 'truncated' }
  /** No byte: the connection is reset. */
  | { kind: 'reset' }
  /** No byte, and no end. */
  | { kind: 'silence' }
  /** The body as it comes about, until the client leaves. `begin` gives what is to be done then. */
  | { kind: 'stream'; begin(push: (text: string) => void): () => void }

/** An answer as the sandbox gives it: whole and at once, unless a manner is told. */
export type Answer = HttpResponse & { manner?: Manner }

/** One endpoint: a request in, an answer out, no socket. */
export type Handler = (request: HttpRequest) => Promise<Answer>

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
