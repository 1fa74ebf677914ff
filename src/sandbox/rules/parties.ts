import { isOrganisationNumber, isPersonIdentifier } from '../identifiers.js'
import {
  claimsOf,
  GRANT_PAGE,
  invalidParameter,
  invalidRequest,
  notAuthenticated,
  type Rule,
  refuseIf,
  TROUBLE_PAGE,
} from './rule.js'

/** Whom the grant speaks for and about, beside the client itself. */
export const PARTY_RULES: readonly Rule[] = [
  {
    id: 'consumer_org.number',
    title: 'consumer_org is nine digits with a valid check digit, without a prefix',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) => {
      const { consumer_org } = claimsOf(context)
      return refuseIf(consumer_org !== undefined && !isOrganisationNumber(consumer_org), invalidParameter())
    },
  },
  {
    id: 'consumer_org.other',
    title: 'consumer_org is not the organisation that owns the client',
    source: TROUBLE_PAGE,
    check: (context) =>
      refuseIf(
        context.client !== undefined && claimsOf(context).consumer_org === context.client.orgnr,
        invalidRequest(
          'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
        ),
      ),
  },
  {
    id: 'consumer_org.alone',
    title: 'consumer_org and iss_onbehalfof exclude each other',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) => {
      const { consumer_org, iss_onbehalfof } = claimsOf(context)
      return refuseIf(consumer_org !== undefined && iss_onbehalfof !== undefined, invalidParameter())
    },
  },
  {
    id: 'iss_onbehalfof.registered',
    title: 'iss_onbehalfof is registered on the client',
    source: GRANT_PAGE,
    check: (context) => {
      const { iss_onbehalfof } = claimsOf(context)
      const known = context.client?.onbehalfof.some(({ onbehalfof }) => onbehalfof === iss_onbehalfof)
      return refuseIf(
        iss_onbehalfof !== undefined && !known,
        notAuthenticated('Invalid JWT claim iss_onbehalfof'),
      )
    },
  },
  {
    id: 'pid.number',
    title: 'pid is eleven digits with valid check digits',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: (context) => {
      const { pid } = claimsOf(context)
      return refuseIf(pid !== undefined && !isPersonIdentifier(pid), invalidParameter())
    },
  },
]
