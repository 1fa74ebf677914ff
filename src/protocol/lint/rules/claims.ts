import { isUuid } from '../../uuid.js'
import { audienceFaults } from '../audience-faults.js'
import {
  error,
  GRANT_PAGE,
  kindOf,
  NO_FAULT,
  note,
  notText,
  type Rule,
  shown,
  TROUBLE_PAGE,
  warning,
} from '../rule.js'

const DOCUMENTED = [
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

/** Shorter than this, a jti hardly differs from all others. */
const SHORT = 12

/** What every grant claims, times apart. */
export const CLAIM_RULES: readonly Rule[] = [
  {
    id: 'client.known',
    title: 'iss is the id of a client that is registered here',
    source: TROUBLE_PAGE,
    code: 'MP-100',
    unseen: 'which clients there are, only Maskinporten knows',
    check: ({ claims: { iss }, clientId }) => {
      if (typeof iss !== 'string' || iss === '')
        return error('claims.iss', `iss is ${iss === '' ? 'empty' : kindOf(iss)}; it is the client id`)
      if (clientId !== undefined && iss !== clientId)
        return error('claims.iss', `iss is ${shown(iss)}, and the client is ${shown(clientId)}`)
      return isUuid(iss)
        ? NO_FAULT
        : warning('claims.iss', `iss ${shown(iss)} is no UUID, and client ids are`)
    },
  },
  {
    id: 'claims.documented',
    title: 'only the documented claims',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims }) =>
      Object.keys(claims)
        .filter((name) => !DOCUMENTED.includes(name))
        .flatMap((name) => error(`claims.${name}`, `${shown(name)} is none of the documented claims`)),
  },
  {
    id: 'claims.null',
    title: 'no claim is null',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims }) =>
      Object.keys(claims)
        .filter((name) => claims[name] === null)
        .flatMap((name) =>
          error(`claims.${name}`, `${shown(name)} is null; what is not claimed is left out`),
        ),
  },
  {
    id: 'claims.aud',
    title: 'aud is one value, and that is the issuer to the letter; an array of one is one value',
    source: TROUBLE_PAGE,
    code: 'MP-110',
    check: audienceFaults,
  },
  {
    id: 'claims.jti',
    title: 'jti, when there is one, is a string that is not empty',
    source: 'RFC 7519 section 4.1.7',
    check: ({ claims: { jti } }) => {
      if (jti === undefined)
        return warning('claims.jti', 'there is no jti, by which one grant differs from the next')
      if (typeof jti !== 'string' || jti === '') return error('claims.jti', `jti is ${notText(jti)}`)
      return jti.length < SHORT
        ? warning('claims.jti', 'jti is short, and must never come again: a UUID will not')
        : NO_FAULT
    },
  },
  {
    id: 'claims.resource',
    title: 'resource, when there is one, is an array of strings',
    source: GRANT_PAGE,
    code: 'MP-011',
    check: ({ claims: { resource } }) => {
      if (resource === undefined || isTexts(resource)) return NO_FAULT
      if (typeof resource === 'string' && resource !== '')
        return warning('claims.resource', 'resource is a string; documented is an array of strings')
      return error('claims.resource', 'resource is not an array of strings that are not empty')
    },
  },
  {
    id: 'scope.present',
    title: 'there is a scope, and it is a string',
    source: GRANT_PAGE,
    check: ({ claims: { scope } }) => {
      if (typeof scope === 'string' && scope.trim() !== '') return NO_FAULT
      const what = typeof scope === 'string' ? 'empty' : kindOf(scope)
      return error('claims.scope', `scope is ${what}; it is one string, with spaces between the scopes`)
    },
  },
  {
    id: 'scope.registered',
    title: 'every scope exists and is registered on the client, also when its use is delegated',
    source: TROUBLE_PAGE,
    code: 'MP-200',
    unseen: 'which scopes the client has, only Maskinporten knows',
    check: ({ claims: { scope } }) => {
      const names = typeof scope === 'string' ? scope.split(/\s+/).filter(Boolean) : []
      const commas = names.some((name) => name.includes(','))
      if (commas) return error('claims.scope', 'scope has commas in it; scopes are separated by spaces')
      const strange = names.filter((name) => !/^[^:]+:.+$/.test(name))
      return strange.flatMap((name) =>
        note('claims.scope', `scope ${shown(name)} is not of the form prefix:subscope`),
      )
    },
  },
]

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'string' && it !== '')
}
