import type { RegisteredSystem, SystemUserRequest } from '../../state.js'
import { keyOf } from './known-resources.js'

/** In what capacity somebody decides: Altinn asks for an access manager, who passes on no more than they have. */
export const ROLES = ['manager', 'manager-without-rights', 'employee'] as const

/** Who decides, and for which organisation. */
export interface Decider {
  party: string
  role: (typeof ROLES)[number]
}

/** What must hold of an approval, by the number that Altinn has given what breaks it (Altinn/altinn-authentication: Problem.cs, DelegationHelper). */
export interface ApprovalRule {
  number: number
  words: string
  isBroken(request: SystemUserRequest, system: RegisteredSystem, decider: Decider): boolean
}

/** Asked in this order; the system may have changed since the request was made. */
export const APPROVAL_RULES: readonly ApprovalRule[] = [
  {
    number: 66,
    words: 'whoever approves is no access manager: escalate the request to someone who is',
    isBroken: (_, __, { role }) => role === 'employee',
  },
  {
    number: 17,
    words: 'the system has no name in bokmål (nb)',
    isBroken: ({ kind }, { name }) => kind !== 'change' && name.nb === undefined,
  },
  {
    number: 14,
    words: 'a right is no longer among those that the system is registered with',
    isBroken: ({ kind, rights }, system) => kind !== 'change' && !hasRights(system, rights),
  },
  {
    number: 1,
    words: 'a right is no longer among those that the system is registered with',
    isBroken: ({ rights }, system) => !hasRights(system, rights),
  },
  {
    number: 16,
    words: 'whoever approves has no role that holds the rights',
    isBroken: ({ rights }, _, { role }) => rights.length > 0 && role === 'manager-without-rights',
  },
  {
    number: 51,
    words: 'an access package is no longer among those that the system is registered with',
    isBroken: ({ accessPackages }, system) => {
      const registered = system.accessPackages.map(({ urn }) => urn)
      return !accessPackages.every(({ urn }) => registered.includes(urn))
    },
  },
  {
    number: 53,
    words: 'whoever approves does not hold the access packages',
    isBroken: ({ accessPackages }, _, { role }) =>
      accessPackages.length > 0 && role === 'manager-without-rights',
  },
]

function hasRights(system: RegisteredSystem, rights: SystemUserRequest['rights']): boolean {
  const registered = system.rights.map(keyOf)
  return rights.every((right) => registered.includes(keyOf(right)))
}
