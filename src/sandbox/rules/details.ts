import { isOrganisationNumber, isPersonIdentifier, isUuid } from '../identifiers.js'
import { isObject, type JsonObject } from '../jws.js'
import type { Consent, SystemUser } from '../state.js'
import type { TakenApart } from '../take-apart.js'
import {
  claimsOf,
  DETAILS_PAGE,
  invalidParameter,
  type Refusal,
  type Rule,
  refuseIf,
  TROUBLE_PAGE,
} from './rule.js'
import { consumerOf } from './scopes.js'

/** A customer's system user in Altinn. */
export const SYSTEM_USER = 'urn:altinn:systemuser'
/** A consent given in Altinn. */
export const CONSENT = 'urn:altinn:consent'
/** The types of authorization_details that the metadata announces. */
export const DETAIL_TYPES: readonly string[] = [SYSTEM_USER, CONSENT]

const AUTHORITY = 'iso6523-actorid-upis'
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  [SYSTEM_USER]: ['type', 'systemuser_org', 'externalRef'],
  [CONSENT]: ['type', 'id', 'from', 'to'],
}

/** The claim's shape, judged with the other claims. */
export const DETAIL_CLAIM_RULES: readonly Rule[] = [
  {
    id: 'details.list',
    title: 'authorization_details, when there is one, is an array of objects',
    source: 'RFC 9396 section 2',
    code: 'MP-011',
    check: (context) => {
      const { authorization_details: claim } = claimsOf(context)
      const isList = Array.isArray(claim) && claim.length > 0 && claim.every(isObject)
      return refuseIf(claim !== undefined && !isList, invalidParameter())
    },
  },
]

/** What the details ask for, judged last: the server asks Altinn. */
export const DETAIL_RULES: readonly Rule[] = [
  {
    id: 'details.type',
    title: 'every detail is of a type that the metadata announces',
    source: TROUBLE_PAGE,
    code: 'MP-301',
    check: (context) =>
      refuseIf(
        detailsOf(context).some(({ type }) => !DETAIL_TYPES.includes(`${type}`)),
        invalidDetails('Unknown authorization details type'),
      ),
  },
  {
    id: 'details.fields',
    title: 'no detail has a field that its type does not know',
    source: TROUBLE_PAGE,
    code: 'MP-302',
    check: (context) =>
      refuseIf(
        detailsOf(context).some(hasUnknownField),
        invalidDetails('Unknown fields in the authorization details'),
      ),
  },
  {
    id: 'details.values',
    title: 'the fields of a detail have the form that its type asks for',
    source: TROUBLE_PAGE,
    code: 'MP-303',
    check: (context) =>
      refuseIf(
        !detailsOf(context).every(isWellFormed),
        invalidDetails('Invalid authorization details values'),
      ),
  },
  {
    id: 'details.one-customer',
    title: 'a grant asks for one customer’s system user at a time',
    source: DETAILS_PAGE,
    code: 'MP-303',
    check: (context) =>
      refuseIf(
        detailsOf(context).filter(({ type }) => type === SYSTEM_USER).length > 1,
        invalidDetails('Invalid authorization details values'),
      ),
  },
  {
    id: 'details.system-user',
    title: 'the customer has a system user for this client, under this externalRef',
    source: TROUBLE_PAGE,
    code: 'MP-303',
    check: (context) =>
      refuseIf(
        detailsOf(context).some((it) => it.type === SYSTEM_USER && systemUserOf(context, it) === undefined),
        notInAltinn(),
      ),
  },
  {
    id: 'details.consent',
    title: 'the consent exists, was given by this person or organisation to the consumer, and is still valid',
    source: 'Digdir: Samtykketoken i Maskinporten',
    code: 'MP-303',
    check: (context) =>
      refuseIf(
        detailsOf(context).some((it) => it.type === CONSENT && consentOf(context, it) === undefined),
        notInAltinn(),
      ),
  },
]

/** The details that the grant asks for; none where the claim is absent or no list of objects. */
export function detailsOf(context: TakenApart): JsonObject[] {
  const { authorization_details: claim } = claimsOf(context)
  return Array.isArray(claim) ? claim.filter(isObject) : []
}

/** The system user that a detail means; externalRef is the customer's number when left out (Altinn: system user). */
export function systemUserOf({ state, client }: TakenApart, detail: JsonObject): SystemUser | undefined {
  const customer = organisationOf(detail)
  return state.system_users.find(
    (it) =>
      it.systemuser_org === customer &&
      it.externalRef === (detail.externalRef ?? customer) &&
      client !== undefined &&
      it.client_ids.includes(client.client_id),
  )
}

/** The consent that a detail means. */
export function consentOf(context: TakenApart, detail: JsonObject): Consent | undefined {
  const consumer = consumerOf(context)
  return context.state.consents.find(
    (it) =>
      it.id === detail.id &&
      it.from === detail.from &&
      it.to === consumer &&
      (detail.to === undefined || detail.to === `urn:altinn:organization:identifier-no:${it.to}`) &&
      Date.parse(it.validTo) > context.now * 1000,
  )
}

function hasUnknownField(detail: JsonObject): boolean {
  const known = FIELDS[`${detail.type}`] ?? []
  const org = isObject(detail.systemuser_org) ? Object.keys(detail.systemuser_org) : []
  return (
    Object.keys(detail).some((name) => !known.includes(name)) ||
    org.some((name) => name !== 'authority' && name !== 'ID')
  )
}

function isWellFormed(detail: JsonObject): boolean {
  if (detail.type === SYSTEM_USER) {
    const { externalRef } = detail
    const isRef = externalRef === undefined || (typeof externalRef === 'string' && externalRef !== '')
    return isRef && isOrganisationNumber(organisationOf(detail))
  }
  if (detail.type === CONSENT) {
    const isTo = detail.to === undefined || isParty(detail.to)
    return isTo && isUuid(detail.id) && isParty(detail.from)
  }
  return true
}

function organisationOf({ systemuser_org: org }: JsonObject): string | undefined {
  if (!isObject(org) || org.authority !== AUTHORITY || typeof org.ID !== 'string') return undefined
  return org.ID.startsWith('0192:') ? org.ID.slice('0192:'.length) : undefined
}

function isParty(value: unknown): boolean {
  const [, kind, number] = /^urn:altinn:(person|organization):identifier-no:(.*)$/.exec(`${value}`) ?? []
  return kind === 'person' ? isPersonIdentifier(number) : isOrganisationNumber(number)
}

/** RFC 9396 section 5's error. */
function invalidDetails(words: string): Refusal {
  return { status: 400, error: 'invalid_authorization_details', description: `${words}.` }
}

/** What Altinn's guides show for MP-303: nothing in Altinn answers to the request. */
function notInAltinn(): Refusal {
  return {
    status: 400,
    error: 'invalid_altinn_customer_configuration',
    description: 'Invalid authorization details values.',
  }
}
