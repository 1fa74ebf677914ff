import { parseOrgnr } from '../../orgnr.js'
import { isPid } from '../../pid.js'
import { environmentOf } from '../audience.js'
import {
  error,
  type Fault,
  GRANT_PAGE,
  kindOf,
  NO_FAULT,
  notText,
  type Rule,
  shown,
  TROUBLE_PAGE,
  unseen,
  warning,
} from '../rule.js'

/** Whom the grant speaks for and about. A person's number is never shown. */
export const PARTY_RULES: readonly Rule[] = [
  {
    id: 'consumer_org.number',
    title: 'consumer_org is nine digits with a valid check digit, without a prefix',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims: { consumer_org: consumer } }) => {
      if (consumer === undefined || isOrgnr(consumer)) return NO_FAULT
      return error('claims.consumer_org', numberTrouble(consumer))
    },
  },
  {
    id: 'consumer_org.other',
    title: 'consumer_org is not the organisation that owns the client',
    source: TROUBLE_PAGE,
    unseen: 'whose the client is, only Maskinporten knows',
    check: ({ claims: { consumer_org: consumer }, chain }) =>
      consumer !== undefined && consumer === chain?.[0]?.orgnr
        ? error(
            'claims.consumer_org',
            'consumer_org is the organisation of the certificate itself; then it is left out',
          )
        : NO_FAULT,
  },
  {
    id: 'consumer_org.alone',
    title: 'consumer_org and iss_onbehalfof exclude each other',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims }) =>
      'consumer_org' in claims && 'iss_onbehalfof' in claims
        ? error('claims', 'there are both consumer_org and iss_onbehalfof')
        : NO_FAULT,
  },
  {
    id: 'iss_onbehalfof.registered',
    title: 'iss_onbehalfof is registered on the client',
    source: GRANT_PAGE,
    unseen: 'what is registered on the client, only Maskinporten knows',
    check: ({ claims: { iss_onbehalfof: id } }) =>
      id === undefined || (typeof id === 'string' && id !== '')
        ? NO_FAULT
        : error('claims.iss_onbehalfof', `iss_onbehalfof is ${notText(id)}`),
  },
  {
    id: 'pid.number',
    title: 'pid is eleven digits with valid check digits',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims: { pid } }) => (pid === undefined ? NO_FAULT : pidFaults(pid)),
  },
  {
    id: 'pid.environment',
    title: 'pid is a synthetic person’s in test, and a real person’s in production',
    source: 'Skatteetaten: Testnorge',
    check: (grant) => {
      const { pid } = grant.claims
      const environment = environmentOf(grant)
      if (typeof pid !== 'string' || !isPid(pid)) return NO_FAULT
      if (environment?.certificates === undefined)
        return unseen('whether the audience is a test environment is not known')
      const isSynthetic = Number(pid.slice(2, 4)) > 80
      if (isSynthetic === (environment.certificates === 'test')) return NO_FAULT
      const kind = isSynthetic ? 'a synthetic' : 'not a synthetic'
      return warning(
        'claims.pid',
        `pid is ${kind} person's, and the grant is for environment "${environment.name}"`,
      )
    },
  },
]

/** Nine digits and nothing around them, of which the last checks the others. */
export function isOrgnr(value: unknown): boolean {
  return typeof value === 'string' && /^\d{9}$/.test(value) && parseOrgnr(value) === value
}

function numberTrouble(value: unknown): string {
  if (typeof value !== 'string') return `consumer_org is ${kindOf(value)}, and not a string of nine digits`
  if (/^\d+:/.test(value))
    return `consumer_org is ${shown(value)}, with a prefix; it is the nine digits alone`
  return `consumer_org ${shown(value)} is no organisation number: nine digits, the last a check digit`
}

/** Whether Maskinporten checks the check digits is not known. */
function pidFaults(pid: unknown): readonly Fault[] {
  if (typeof pid !== 'string')
    return error('claims.pid', `pid is ${kindOf(pid)}, and not a string of eleven digits`)
  if (!/^\d{11}$/.test(pid)) return error('claims.pid', 'pid is not eleven digits')
  return isPid(pid) ? NO_FAULT : warning('claims.pid', 'the check digits of pid do not hold')
}
