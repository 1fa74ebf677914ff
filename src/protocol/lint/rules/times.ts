import { MAX_LIFETIME } from '../../grant-limits.js'
import {
  error,
  type Fault,
  GRANT_PAGE,
  type JudgedGrant,
  kindOf,
  NO_FAULT,
  type Rule,
  TROUBLE_PAGE,
} from '../rule.js'

/** How far a grant's `iat` may be from the server's clock, in seconds (Digdir, "JWT grant"). */
const CLOCK = 10
/** No second of this millennium has so many digits; a millisecond has. */
const MILLISECONDS = 100_000_000_000

/** When a grant was made, and until when it is good. */
export const TIME_RULES: readonly Rule[] = [
  {
    id: 'claims.iat',
    title: 'iat is a whole number of seconds',
    source: GRANT_PAGE,
    check: ({ claims: { iat } }) => secondsFaults('iat', iat),
  },
  {
    id: 'claims.iat.ahead',
    title: 'iat is at most 10 seconds ahead of the server',
    source: TROUBLE_PAGE,
    check: (grant) => {
      const ahead = timeOf(grant, 'iat') - grant.now
      if (!(ahead > CLOCK)) return NO_FAULT
      if (timeOf(grant, 'iat') >= MILLISECONDS)
        return error('claims.iat', 'iat is in milliseconds; it is in seconds')
      return error('claims.iat', `iat is ${ahead} s ahead of the clock, and ${CLOCK} s are allowed`)
    },
  },
  {
    id: 'claims.iat.behind',
    title: 'iat is at most 10 seconds behind the server',
    source: GRANT_PAGE,
    check: (grant) => {
      const behind = grant.now - timeOf(grant, 'iat')
      if (!(behind > CLOCK)) return NO_FAULT
      return error('claims.iat', `iat is ${behind} s behind the clock, and ${CLOCK} s are allowed`)
    },
  },
  {
    id: 'claims.exp',
    title: 'exp is a whole number of seconds',
    source: GRANT_PAGE,
    check: ({ claims: { exp } }) => secondsFaults('exp', exp),
  },
  {
    id: 'claims.exp.passed',
    title: 'exp is still to come',
    source: TROUBLE_PAGE,
    code: 'MP-130',
    check: (grant) => {
      const past = grant.now - timeOf(grant, 'exp')
      return past >= 0 ? error('claims.exp', `it expired ${past} s ago`) : NO_FAULT
    },
  },
  {
    id: 'claims.exp.lifetime',
    title: 'exp - iat is at most 120 seconds',
    source: GRANT_PAGE,
    check: (grant) => {
      const life = timeOf(grant, 'exp') - timeOf(grant, 'iat')
      if (!(life > MAX_LIFETIME)) return NO_FAULT
      return error('claims.exp', `exp is ${life} s after iat, and ${MAX_LIFETIME} s are allowed`)
    },
  },
  {
    id: 'claims.exp.after-iat',
    title: 'exp comes after iat',
    source: 'RFC 7519 section 4.1.4',
    check: (grant) =>
      timeOf(grant, 'exp') <= timeOf(grant, 'iat')
        ? error('claims.exp', 'exp does not come after iat')
        : NO_FAULT,
  },
]

function secondsFaults(name: 'iat' | 'exp', value: unknown): readonly Fault[] {
  if (Number.isInteger(value)) return NO_FAULT
  const what = typeof value === 'number' ? 'has a fraction' : `is ${kindOf(value)}`
  return error(`claims.${name}`, `${name} ${what}; it is a whole number of seconds since 1970`)
}

/** NaN for what is no number: every comparison with it is false. */
function timeOf({ claims }: JudgedGrant, name: 'iat' | 'exp'): number {
  const value = claims[name]
  return typeof value === 'number' ? value : Number.NaN
}
