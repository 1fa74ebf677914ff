import { MpError } from '../errors.js'

/** A request that got no answer, or not the whole of it. It may get one a moment later, unless it failed for what will not pass. */
export function unreachable(
  { method, url }: { method: string; url: string },
  what: string,
  cause?: unknown,
): MpError {
  const error = new MpError('MP_UNREACHABLE', `${method} ${url} ${what}`, { cause })
  error.transient = !willNotPass((cause as NodeJS.ErrnoException | undefined)?.code)
  return error
}

/** What stands in the way of a request before it comes to the server. */
export class ProxyTrouble extends Error {
  readonly code: string
  readonly reason: string

  constructor(reason: string, code = '') {
    super(reason)
    this.reason = reason
    this.code = code
  }
}

/** A name that nobody has, a certificate that is not believed, a proxy that says no, and a server that speaks something else. */
function willNotPass(code = ''): boolean {
  return (
    code === 'ENOTFOUND' ||
    code === 'PROXY_SAYS_NO' ||
    /^(HPE_|EPROTO$|ERR_TLS_|ERR_SSL_)|CERT|SIGNATURE/.test(code)
  )
}

/**
 * The same for a request that may have been heard: `MP_UNANSWERED` where the method changes things, and what it asked for may
 * have been done (RFC 9110 section 9.2.1).
 */
export function unanswered(request: { method: string; url: string }, what: string, cause?: unknown): MpError {
  if (SAFE.includes(request.method)) return unreachable(request, what, cause)
  return new MpError('MP_UNANSWERED', `${request.method} ${request.url} ${what}`, { cause })
}

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** What the operating system and OpenSSL call it, in words that go on after the request. */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'found nobody listening (connection refused)',
  ECONNRESET: 'was cut off (connection reset)',
  EPIPE: 'was cut off (connection closed)',
  ENOTFOUND: 'found no such host',
  EAI_AGAIN: 'could not look the host up',
  ETIMEDOUT: 'could not connect in time',
  EHOSTUNREACH: 'found no route to the host',
  ENETUNREACH: 'found no route to the network',
  CERT_HAS_EXPIRED: 'met a server certificate that has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'met a server certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'met a self-signed server certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'met a server certificate from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'met a server certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'met a server certificate from an unknown authority',
  EPROTO: 'met something that does not speak TLS as it should',
}

/** Why a request failed, by the code of the error that it failed with, and at which proxy where it was put to one. */
export function reasonOf(error: NodeJS.ErrnoException, proxy?: string): string {
  if (error instanceof ProxyTrouble) return error.reason
  if (proxy !== undefined) return `did not get through ${proxy}: ${reasonOf(error)}`
  const { code = '' } = error
  if (code.startsWith('HPE_')) return 'met something that does not speak HTTP'
  return REASONS[code] ?? `failed${code && ` (${code})`}`
}
