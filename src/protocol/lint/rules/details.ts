import { isObject, type JsonObject } from '../../json-body.js'
import { isPid } from '../../pid.js'
import { isUuid } from '../../uuid.js'
import {
  DETAILS_PAGE,
  error,
  type Fault,
  type JudgedGrant,
  kindOf,
  NO_FAULT,
  notText,
  type Rule,
  shown,
  TROUBLE_PAGE,
} from '../rule.js'
import { isOrgnr } from './parties.js'

const SYSTEM_USER = 'urn:altinn:systemuser'
const CONSENT = 'urn:altinn:consent'
const CLAIM = 'claims.authorization_details'

/** What each type may hold in a request (Digdir, "Systembruker for virksomheter", "Samtykketoken i Maskinporten"). */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  [SYSTEM_USER]: ['type', 'systemuser_org', 'externalRef'],
  [CONSENT]: ['type', 'id', 'from', 'to'],
}

/** `authorization_details` (RFC 9396). */
export const DETAIL_RULES: readonly Rule[] = [
  {
    id: 'details.list',
    title: 'authorization_details, when there is one, is an array of objects',
    source: 'RFC 9396 section 2',
    code: 'MP-011',
    check: ({ claims: { authorization_details: claim } }) => {
      if (claim === undefined) return NO_FAULT
      if (!Array.isArray(claim))
        return error(CLAIM, `authorization_details is ${kindOf(claim)}, and not an array`)
      if (claim.length === 0) return error(CLAIM, 'authorization_details is empty')
      return claim.flatMap((it, i) =>
        isObject(it) ? [] : error(`${CLAIM}[${i}]`, `is ${kindOf(it)}, and not an object`),
      )
    },
  },
  {
    id: 'details.type',
    title: 'every detail is of a type that the metadata announces',
    source: TROUBLE_PAGE,
    code: 'MP-301',
    check: (grant) =>
      ofEach(grant, ({ type }, path) =>
        isKnown(type)
          ? NO_FAULT
          : error(
              `${path}.type`,
              `type is ${shown(type)}, and known are ${Object.keys(FIELDS).join(' and ')}`,
            ),
      ),
  },
  {
    id: 'details.fields',
    title: 'no detail has a field that its type does not know',
    source: TROUBLE_PAGE,
    code: 'MP-302',
    check: (grant) =>
      ofEach(grant, (detail, path) =>
        isKnown(detail.type)
          ? [
              ...strangers(detail, FIELDS[detail.type] ?? [], path),
              ...strangers(detail.systemuser_org, ['authority', 'ID'], `${path}.systemuser_org`),
            ]
          : NO_FAULT,
      ),
  },
  {
    id: 'details.values',
    title: 'the fields of a detail have the form that its type asks for',
    source: TROUBLE_PAGE,
    code: 'MP-303',
    check: (grant) =>
      ofEach(grant, (detail, path) => {
        if (detail.type === SYSTEM_USER) return systemUserFaults(detail, path)
        return detail.type === CONSENT ? consentFaults(detail, path) : NO_FAULT
      }),
  },
  {
    id: 'details.one-customer',
    title: 'a grant asks for one customer’s system user at a time',
    source: DETAILS_PAGE,
    code: 'MP-303',
    check: (grant) => {
      const users = detailsOf(grant).filter(([{ type }]) => type === SYSTEM_USER)
      return users.length > 1 ? error(CLAIM, `there are ${users.length} system users in it`) : NO_FAULT
    },
  },
]

function detailsOf({ claims: { authorization_details: claim } }: JudgedGrant): [JsonObject, string][] {
  if (!Array.isArray(claim)) return []
  return claim.flatMap((it, i) => (isObject(it) ? [[it, `${CLAIM}[${i}]`]] : []))
}

function ofEach(grant: JudgedGrant, judge: (detail: JsonObject, path: string) => readonly Fault[]): Fault[] {
  return detailsOf(grant).flatMap(([detail, path]) => judge(detail, path))
}

function isKnown(type: unknown): type is string {
  return typeof type === 'string' && Object.hasOwn(FIELDS, type)
}

function strangers(value: unknown, known: readonly string[], path: string): Fault[] {
  const names = isObject(value) ? Object.keys(value) : []
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => error(path, `has the unknown field ${shown(name)}`))
}

function systemUserFaults({ systemuser_org: org, externalRef: ref }: JsonObject, path: string): Fault[] {
  return [
    ...organisationFaults(org, `${path}.systemuser_org`),
    ...referenceFaults(ref, `${path}.externalRef`),
  ]
}

function organisationFaults(org: unknown, path: string): Fault[] {
  if (!isObject(org)) return error(path, `is ${kindOf(org)}; it is an object of authority and ID`)
  const { authority, ID: id } = org
  const [, digits] = typeof id === 'string' ? (/^0192:(.*)$/.exec(id) ?? []) : []
  return [
    ...(authority === 'iso6523-actorid-upis'
      ? []
      : error(`${path}.authority`, 'is not "iso6523-actorid-upis"')),
    ...(isOrgnr(digits)
      ? []
      : error(`${path}.ID`, `is ${shown(id)}, and not "0192:" and an organisation number`)),
  ]
}

function referenceFaults(ref: unknown, path: string): Fault[] {
  if (ref === undefined || (typeof ref === 'string' && ref !== '')) return []
  return error(path, `is ${notText(ref)}`)
}

function consentFaults({ id, from, to }: JsonObject, path: string): Fault[] {
  return [
    ...(isUuid(id) ? [] : error(`${path}.id`, 'is no UUID')),
    ...(isParty(from) ? [] : error(`${path}.from`, PARTY)),
    ...(to === undefined || isParty(to) ? [] : error(`${path}.to`, PARTY)),
  ]
}

const PARTY =
  'is neither urn:altinn:person:identifier-no:<number> nor urn:altinn:organization:identifier-no:<number>'

function isParty(value: unknown): boolean {
  const [, kind, number = ''] = /^urn:altinn:(person|organization):identifier-no:(.*)$/.exec(`${value}`) ?? []
  return kind === 'person' ? isPid(number) : kind === 'organization' && isOrgnr(number)
}
