import { isOrganisationNumber } from '../../identifiers.js'
import type { RegisteredSystem } from '../../state.js'
import { isDelegablePackage, isForClients } from './known-packages.js'
import { isDelegableResource, isKnownResource, isResourceId, keyOf, resourcesOf } from './known-resources.js'
import type { Fault } from './problem.js'
import { orgnrOf, type Proposal } from './proposal.js'

/** A rule of the system register's, by the number that Altinn has given what breaks it (Altinn/altinn-authentication: ValidationErrors.cs). */
export interface SystemRule {
  number: number
  /** Where in the body. */
  path: string
  /** What is wrong where it is broken. */
  words: string
  /** `others` are the systems that are registered beside it. */
  isBroken(proposal: Proposal, others: readonly RegisteredSystem[]): boolean
}

/** Asked before it is known whose the system is. */
export const VENDOR_RULES: readonly SystemRule[] = [
  {
    number: 0,
    path: '/vendor/ID',
    words: 'vendor.ID must be 0192:<organisation number>',
    isBroken: ({ vendorId }) => !isOrganisationNumber(orgnrOf(vendorId)),
  },
]

/** Of a new system alone. */
export const NAMING_RULES: readonly SystemRule[] = [
  {
    number: 13,
    path: '/id',
    words: 'id must be without spaces',
    isBroken: ({ id }) => /\s/.test(id),
  },
  {
    number: 1,
    path: '/id',
    words: 'id must be <vendor’s organisation number>_<name>',
    isBroken: ({ id, vendorId }) => id.split('_')[0] !== orgnrOf(vendorId),
  },
  {
    number: 2,
    path: '/id',
    words: 'there is, or was, a system with this id',
    isBroken: ({ id }, others) => others.some((it) => it.id === id),
  },
]

export const RIGHT_RULES: readonly SystemRule[] = [
  {
    number: 9,
    path: '/rights/resource/id',
    words: 'the id of a resource must be urn:altinn:resource',
    isBroken: ({ rights }) => !resourcesOf(rights).every(isResourceId),
  },
  {
    number: 3,
    path: '/rights/resource/value',
    words: 'a resource is not in the resource registry',
    isBroken: ({ rights }) => !resourcesOf(rights).filter(isResourceId).every(isKnownResource),
  },
  {
    number: 17,
    path: '/rights/resource/value',
    words: 'a resource cannot be delegated to a system user',
    isBroken: ({ rights }) => !resourcesOf(rights).every(isDelegableResource),
  },
  {
    number: 6,
    path: '/rights',
    words: 'a right stands there twice',
    isBroken: ({ rights }) => hasTwins(rights.map((right) => `${right.action ?? ''} ${keyOf(right)}`)),
  },
]

export const PACKAGE_RULES: readonly SystemRule[] = [
  {
    number: 8,
    path: '/accessPackages',
    words: 'an access package is not urn:altinn:accesspackage:<name>, does not exist, or cannot be delegated',
    isBroken: ({ accessPackages }) => !accessPackages.every(({ urn }) => isDelegablePackage(urn)),
  },
  {
    number: 7,
    path: '/accessPackages',
    words: 'an access package stands there twice',
    isBroken: ({ accessPackages }) => hasTwins(accessPackages.map(({ urn }) => urn)),
  },
  {
    number: 18,
    path: '/accessPackages',
    words: 'a system with access packages for clients must not be visible',
    isBroken: ({ accessPackages, isVisible }) =>
      isVisible && accessPackages.some(({ urn }) => isForClients(urn)),
  },
]

export const ADDRESS_RULES: readonly SystemRule[] = [
  {
    number: 5,
    path: '/allowedRedirectUrls',
    words: 'a redirect URL must be https://…',
    isBroken: ({ allowedRedirectUrls }) => !allowedRedirectUrls.every(isHttps),
  },
]

export const CLIENT_RULES: readonly SystemRule[] = [
  {
    number: 11,
    path: '/clientId',
    words: 'a client id stands there twice',
    isBroken: ({ clientId }) => hasTwins(clientId.map((id) => id.toLowerCase())),
  },
  {
    number: 4,
    path: '/clientId',
    words: 'a client id belongs to another system',
    isBroken: ({ id, clientId }, others) => {
      const taken = others.filter((it) => it.id !== id && !it.isDeleted).flatMap((it) => it.clientId)
      return clientId.some((wanted) => taken.some((it) => it.toLowerCase() === wanted.toLowerCase()))
    },
  },
]

/** Every rule of these that is broken. */
export function faultsOf(
  rules: readonly SystemRule[],
  proposal: Proposal,
  others: readonly RegisteredSystem[],
): Fault[] {
  return rules.filter((rule) => rule.isBroken(proposal, others))
}

function hasTwins(names: readonly string[]): boolean {
  return new Set(names).size < names.length
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
