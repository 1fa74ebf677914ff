import type { HttpRequest, HttpResponse, Send } from '../../src/protocol/http.js'

export function jsonResponse(body: unknown, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** A `Send` that gives these answers in turn, and the requests it was given. */
export function answering(...responses: readonly HttpResponse[]): { send: Send; requests: HttpRequest[] } {
  const requests: HttpRequest[] = []
  const waiting = [...responses]
  const send: Send = async (request) => {
    requests.push(request)
    const response = waiting.shift()
    if (response === undefined) throw new Error(`${request.method} ${request.url} was not expected`)
    return response
  }
  return { send, requests }
}
