import type { TakenApart } from '../take-apart.js'
import {
  claimsOf,
  GRANT_PAGE,
  invalidParameter,
  notAuthenticated,
  type Rule,
  refuseIf,
  TROUBLE_PAGE,
} from './rule.js'

/** The claims that Digdir documents. */
export const DOCUMENTED: readonly string[] = [
  'aud',
  'iss',
  'iat',
  'exp',
  'jti',
  'scope',
  'resource',
  'pid',
  'consumer_org',
  'iss_onbehalfof',
  'authorization_details',
]

/** What every grant must claim, and when. A claim that is missing is one rule's business and no other's. */
export const CLAIM_RULES: readonly Rule[] = [
  {
    id: 'claims.documented',
    title: 'only the documented claims',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) =>
      refuseIf(
        Object.keys(claimsOf(context)).some((name) => !DOCUMENTED.includes(name)),
        invalidParameter(),
      ),
  },
  {
    id: 'claims.null',
    title: 'no claim is null',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) => refuseIf(Object.values(claimsOf(context)).includes(null), invalidParameter()),
  },
  {
    id: 'claims.aud',
    title: 'aud is one value, and that is the issuer to the letter; an array of one is one value',
    source: TROUBLE_PAGE,
    code: 'MP-110',
    check: (context) =>
      refuseIf(
        soleValue(claimsOf(context).aud) !== context.issuer,
        notAuthenticated('Invalid JWT claim aud'),
      ),
  },
  {
    id: 'claims.iat',
    title: 'iat is a whole number of seconds',
    source: GRANT_PAGE,
    check: (context) =>
      refuseIf(!Number.isInteger(claimsOf(context).iat), notAuthenticated('Invalid JWT claim iat')),
  },
  {
    id: 'claims.iat.ahead',
    title: 'iat is at most 10 seconds ahead of the server',
    source: TROUBLE_PAGE,
    check: (context) => {
      const { iat } = timesOf(context)
      return refuseIf(iat - context.now > context.limits.ahead, notAuthenticated('Issue time is after now'))
    },
  },
  {
    id: 'claims.iat.behind',
    title: 'iat is at most 10 seconds behind the server',
    source: GRANT_PAGE,
    check: (context) => {
      const { iat } = timesOf(context)
      return refuseIf(context.now - iat > context.limits.behind, notAuthenticated('Invalid JWT claim iat'))
    },
  },
  {
    id: 'claims.exp',
    title: 'exp is a whole number of seconds',
    source: GRANT_PAGE,
    check: (context) =>
      refuseIf(!Number.isInteger(claimsOf(context).exp), notAuthenticated('Invalid JWT claim exp')),
  },
  {
    id: 'claims.exp.passed',
    title: 'exp is still to come',
    source: TROUBLE_PAGE,
    code: 'MP-130',
    check: (context) => refuseIf(timesOf(context).exp <= context.now, notAuthenticated('JWT is expired')),
  },
  {
    id: 'claims.exp.lifetime',
    title: 'exp - iat is at most 120 seconds',
    source: GRANT_PAGE,
    check: (context) => {
      const { iat, exp } = timesOf(context)
      return refuseIf(exp - iat > context.limits.lifetime, notAuthenticated('Invalid JWT claim exp'))
    },
  },
  {
    id: 'claims.exp.after-iat',
    title: 'exp comes after iat',
    source: 'RFC 7519 section 4.1.4',
    check: (context) => {
      const { iat, exp } = timesOf(context)
      return refuseIf(exp <= iat, notAuthenticated('Invalid JWT claim exp'))
    },
  },
  {
    id: 'claims.jti',
    title: 'jti, when there is one, is a string that is not empty',
    source: 'RFC 7519 section 4.1.7',
    check: (context) => {
      const { jti } = claimsOf(context)
      return refuseIf(jti !== undefined && !isText(jti), notAuthenticated('Invalid JWT claim jti'))
    },
  },
  {
    id: 'claims.resource',
    title: 'resource, when there is one, is an array of strings',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) => {
      const { resource } = claimsOf(context)
      return refuseIf(resource !== undefined && !isListOf(resource, isText), invalidParameter())
    },
  },
]

/** The one value of a claim that RFC 7519 lets be a string or an array (section 4.1.3), or undefined. */
function soleValue(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.length === 1 ? value[0] : undefined
}

/** NaN for what is not a number: every comparison with it is false, so that only `claims.iat` and `claims.exp` speak. */
function timesOf(context: TakenApart): { iat: number; exp: number } {
  const { iat, exp } = claimsOf(context)
  return { iat: typeof iat === 'number' ? iat : Number.NaN, exp: typeof exp === 'number' ? exp : Number.NaN }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isListOf(value: unknown, is: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(is)
}
