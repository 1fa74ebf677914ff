import { ALGORITHMS } from '../jws.js'
import { GRANT_PAGE, invalidParameter, notAuthenticated, type Rule, refuseIf, TROUBLE_PAGE } from './rule.js'

/** The assertion's shape and what its header may say. */
export const HEADER_RULES: readonly Rule[] = [
  {
    id: 'jwt.shape',
    title: 'the assertion is a compact JWS: three parts of base64url, the first two of them JSON objects',
    source: TROUBLE_PAGE,
    code: 'MP-011',
    check: ({ jws }) => refuseIf(jws === undefined, invalidParameter()),
  },
  {
    id: 'header.alg',
    title: 'the algorithm is RS256, RS384 or RS512',
    source: GRANT_PAGE,
    check: ({ jws }) =>
      refuseIf(!ALGORITHMS.includes(`${jws?.header.alg}`), notAuthenticated('Invalid JWT header alg')),
  },
  {
    id: 'header.crit',
    title: 'nothing in the header is declared critical, for the server knows no extension',
    source: 'RFC 7515 section 4.1.11',
    check: ({ jws }) => refuseIf(jws?.header.crit !== undefined, notAuthenticated('Invalid JWT header crit')),
  },
  {
    id: 'header.one-credential',
    title: 'the header has one of kid and x5c, and not both',
    source: GRANT_PAGE,
    check: ({ jws }) =>
      refuseIf(
        (jws?.header.kid === undefined) === (jws?.header.x5c === undefined),
        notAuthenticated('JWT header must have either kid or x5c'),
      ),
  },
  {
    id: 'header.x5c',
    title: 'x5c is an array of certificates, each a string of standard base64',
    source: TROUBLE_PAGE,
    code: 'MP-123',
    check: ({ jws, chain }) =>
      refuseIf(
        jws?.header.x5c !== undefined && chain === undefined,
        notAuthenticated('Invalid JWT header x5c'),
      ),
  },
]
