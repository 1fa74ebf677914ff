import { MpError } from '../errors.js'
import { isSecureUrl } from '../protocol/secure-url.js'

/** What a person wrote as a target, judged as text: nothing in it can become a header or lead to another place. */
export type TargetText =
  | { kind: 'url'; url: string }
  /** `path` is empty or begins with a slash, `query` is empty or begins with a question mark. */
  | { kind: 'api'; name: string; path: string; query: string }

/** Reads `<url>` or `<api>/<path>`. Throws `MP_USAGE`; a message repeats neither credentials nor query. */
export function readTargetText(text: string): TargetText {
  refuseCharacters(text)
  const [whole = ''] = text.split('#', 1)
  const at = whole.indexOf('?')
  const head = at < 0 ? whole : whole.slice(0, at)
  const query = at < 0 ? '' : percentEncoded(whole.slice(at))
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(head)?.[1]
  return scheme === undefined ? readApiPath(head, query) : readUrl(head, query, scheme)
}

function refuseCharacters(text: string): void {
  if (text === '') throw usage('the target is empty; it is a URL or <api>/<path>')
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) throw usage('the target holds a control character')
  if (/\s/.test(text)) throw usage('the target holds white space; in a URL it is written %20')
  if (text.includes('\\')) throw usage('the target holds a backslash')
}

function readUrl(head: string, query: string, scheme: string): TargetText {
  if (/^[^:]*:\/\/[^/]*@/.test(head)) {
    throw usage('the target holds a user name or a password; mp sends a token and nothing else')
  }
  if (!/^https?$/i.test(scheme)) {
    throw usage(`the target's scheme is "${scheme}"; mp calls https: URLs, and http: ones of this machine`)
  }
  if (/:\/\/(\/|$)/.test(head) || !URL.canParse(head)) throw usage('the target is not a URL that can be read')
  const { origin, pathname } = new URL(head)
  if (!isSecureUrl(head))
    throw usage(`"${origin}" is plain http: beyond this machine; a token is not sent there`)
  return { kind: 'url', url: `${origin}${pathname}${query}` }
}

function readApiPath(head: string, query: string): TargetText {
  const slash = head.indexOf('/')
  const name = slash < 0 ? head : head.slice(0, slash)
  const path = slash < 0 ? '' : head.slice(slash)
  if (path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw usage('the target\'s path holds a segment "." or "..", which leads elsewhere')
  }
  if (path.includes('%00')) throw usage("the target's path holds %00")
  return { kind: 'api', name, path, query }
}

/** A query stays as it was written, save what cannot stand in a URL. */
function percentEncoded(query: string): string {
  return query.replace(/[^\u0000-\u007f]+/g, (run) => {
    const bytes = [...new TextEncoder().encode(run)]
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase()}`).join('')
  })
}

function usage(message: string): MpError {
  return new MpError('MP_USAGE', message)
}
