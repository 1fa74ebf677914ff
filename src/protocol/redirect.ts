/** The request that was answered, as far as going on depends on it. */
export interface Hopping {
  method: string
  url: string
  hasBody: boolean
  /** Whether the body can be sent a second time: a file can, standard input cannot. */
  bodyRepeatable: boolean
}

/** Where a redirect leads: on, nowhere, or where a token must not go. `origin` is the one that was named. */
export type Hop =
  | { follow: { method: string; url: string; keepBody: boolean } }
  | { stay: 'not a redirect' }
  | {
      refuse: 'another origin' | 'no usable location' | 'body cannot be sent twice'
      origin?: string
    }

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** What to do with an answer that may be a redirect (RFC 9110 section 15.4; methods as in the Fetch standard): one origin only. */
export function nextHop(request: Hopping, { status, location }: { status: number; location?: string }): Hop {
  if (!REDIRECTS.has(status)) return { stay: 'not a redirect' }
  const target = readLocation(location, request.url)
  if (target === undefined) return { refuse: 'no usable location' }
  if (!isSameOrigin(target, new URL(request.url)))
    return { refuse: 'another origin', origin: originOf(target) }
  if (target.username !== '' || target.password !== '') return { refuse: 'no usable location' }
  const method = methodAfter(status, request.method)
  const keepBody = request.hasBody && status !== 303 && method === request.method
  if (keepBody && !request.bodyRepeatable) return { refuse: 'body cannot be sent twice' }
  target.hash = ''
  return { follow: { method, url: target.href, keepBody } }
}

/** 303 always asks for a GET; 301 and 302 turn a POST into one, by old custom. */
function methodAfter(status: number, method: string): string {
  if (status === 303) return method === 'HEAD' ? 'HEAD' : 'GET'
  return method === 'POST' && (status === 301 || status === 302) ? 'GET' : method
}

/** Scheme, host and port, and not `URL.origin`: a `blob:` URL has the origin of the URL inside it. */
function isSameOrigin(target: URL, base: URL): boolean {
  return target.protocol === base.protocol && target.host === base.host
}

function originOf({ origin, protocol }: URL): string {
  return origin.startsWith(protocol) ? origin : protocol
}

function readLocation(location: string | undefined, base: string): URL | undefined {
  if (location === undefined || location === '') return undefined
  const text = fromUtf8(location)
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}

/** Node gives a header's bytes as one letter each; letters beyond ASCII are UTF-8 (Fetch standard, "location URL"). */
function fromUtf8(text: string): string {
  return /[^\x00-\xff]/.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8')
}
