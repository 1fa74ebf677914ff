import {
  error,
  GRANT_PAGE,
  kindOf,
  NO_FAULT,
  notText,
  type Rule,
  shown,
  TROUBLE_PAGE,
  warning,
} from '../rule.js'

const ALGORITHMS = ['RS256', 'RS384', 'RS512']

/** The grant's shape and its header. */
export const HEADER_RULES: readonly Rule[] = [
  {
    id: 'jwt.shape',
    title: 'the assertion is a compact JWS: three parts of base64url, the first two of them JSON objects',
    source: TROUBLE_PAGE,
    code: 'MP-011',
    check: ({ jwt }) => jwt.faults.flatMap((fault) => error('', fault)),
  },
  {
    id: 'jwt.names',
    title: 'no name stands twice in one object',
    source: 'RFC 7519 section 4',
    check: ({ jwt }) =>
      jwt.repeated.flatMap((path) => warning(path, 'stands twice, and servers differ in which one counts')),
  },
  {
    id: 'header.alg',
    title: 'the algorithm is RS256, RS384 or RS512',
    source: GRANT_PAGE,
    check: ({ header: { alg } }) =>
      ALGORITHMS.some((name) => name === alg)
        ? NO_FAULT
        : error('header.alg', `alg is ${shown(alg)}, and Maskinporten takes ${ALGORITHMS.join(', ')}`),
  },
  {
    id: 'header.crit',
    title: 'nothing in the header is declared critical, for the server knows no extension',
    source: 'RFC 7515 section 4.1.11',
    check: ({ header }) =>
      'crit' in header
        ? error('header.crit', 'crit names extensions, and Maskinporten knows none')
        : NO_FAULT,
  },
  {
    id: 'header.one-credential',
    title: 'the header has one of kid and x5c, and not both',
    source: GRANT_PAGE,
    check: ({ header }) => {
      if ('kid' in header && 'x5c' in header)
        return error(
          'header',
          'there are both kid and x5c: kid is for a registered key, x5c for a certificate',
        )
      if ('kid' in header || 'x5c' in header) return NO_FAULT
      return error('header', 'there is neither kid nor x5c, so that nobody knows which key to verify with')
    },
  },
  {
    id: 'header.x5c',
    title: 'x5c is an array of certificates, each a string of standard base64',
    source: TROUBLE_PAGE,
    code: 'MP-123',
    check: ({ header, chain }) => {
      if (!('x5c' in header)) return NO_FAULT
      const { x5c } = header
      if (!Array.isArray(x5c))
        return error('header.x5c', `x5c is ${kindOf(x5c)}, and not an array of strings`)
      if (x5c.length === 0) return error('header.x5c', 'x5c is empty')
      return x5c.flatMap((element, index) => {
        const trouble = elementTrouble(element) ?? (chain?.[index] ? undefined : 'is no certificate (DER)')
        return trouble === undefined ? [] : error(`header.x5c[${index}]`, trouble)
      })
    },
  },
  {
    id: 'kid.known',
    title: 'kid is one of the keys registered on the client',
    source: GRANT_PAGE,
    unseen: 'what is registered at Maskinporten is not seen here',
    check: ({ header: { kid } }) =>
      kid === undefined || (typeof kid === 'string' && kid !== '')
        ? NO_FAULT
        : error('header.kid', `kid is ${notText(kid)}`),
  },
]

/** RFC 7515 section 4.1.6: base64 and not base64url, of DER, and nothing around it. */
function elementTrouble(element: unknown): string | undefined {
  if (typeof element !== 'string') return `is ${kindOf(element)}, and not a string`
  if (element.includes('-----BEGIN')) return 'is PEM; x5c takes the base64 alone, without the lines around it'
  if (/\s/.test(element)) return 'has line breaks or spaces in it'
  if (/[-_]/.test(element)) return 'is base64url; x5c takes standard base64'
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(element) || element.length % 4 !== 0)
    return 'is not standard base64 with its padding'
  return undefined
}
