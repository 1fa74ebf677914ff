import { isOrganisationNumber } from '../../identifiers.js'
import type { RegisteredSystem } from '../../state.js'
import { isForClients } from './known-packages.js'
import { keyOf } from './known-resources.js'
import type { Wish } from './wish.js'

/** A rule of a request, by the number that Altinn has given what breaks it (Altinn/altinn-authentication: Problem.cs). */
export interface WishRule {
  number: number
  /** What is wrong where it is broken. */
  words: string
  isBroken(wish: Pick<Wish, 'redirectUrl' | 'rights' | 'accessPackages'>, system: RegisteredSystem): boolean
}

/** The customer is looked up in a register of organisations; in the sandbox every number that could be there is. */
export function isParty({ partyOrgNo }: Wish): boolean {
  return isOrganisationNumber(partyOrgNo)
}

/** Where whoever decides is sent back to. */
export const REDIRECT_RULES: readonly WishRule[] = [
  {
    number: 26,
    words: 'there is a redirectUrl, and the system is registered without any',
    isBroken: ({ redirectUrl }, { allowedRedirectUrls }) =>
      redirectUrl !== undefined && allowedRedirectUrls.length === 0,
  },
  {
    number: 21,
    words: 'the redirectUrl is not one that the system is registered with',
    isBroken: ({ redirectUrl }, { allowedRedirectUrls }) =>
      redirectUrl !== undefined && !allowedRedirectUrls.some((it) => placeOf(it) === placeOf(redirectUrl)),
  },
]

const ANYTHING: WishRule = {
  number: 59,
  words: 'a system user needs a right or an access package at least',
  isBroken: ({ rights, accessPackages }) => rights.length + accessPackages.length === 0,
}
const A_PACKAGE: WishRule = {
  number: 58,
  words: 'a system user for clients needs an access package at least',
  isBroken: ({ accessPackages }) => accessPackages.length === 0,
}

const REGISTERED: readonly WishRule[] = [
  {
    number: 1,
    words: 'a right is not among those that the system is registered with',
    isBroken: ({ rights }, system) => {
      const registered = system.rights.map(keyOf)
      return !rights.every((right) => registered.includes(keyOf(right)))
    },
  },
  {
    number: 63,
    words: 'an access package is not among those that the system is registered with',
    isBroken: ({ accessPackages }, system) => {
      const registered = system.accessPackages.map(({ urn }) => urn)
      return !accessPackages.every(({ urn }) => registered.includes(urn))
    },
  },
]

const FOR_ITSELF: WishRule = {
  number: 64,
  words: 'an access package is for clients: ask for a system user for clients, under /agent',
  isBroken: ({ accessPackages }) => accessPackages.some(({ urn }) => isForClients(urn)),
}
const FOR_CLIENTS: WishRule = {
  number: 65,
  words: 'an access package is not for clients: ask for a system user of the customer’s own',
  isBroken: ({ accessPackages }) => !accessPackages.every(({ urn }) => isForClients(urn)),
}

/** What is asked for, by who it is to be for; a change of a standard one may also take something away alone. */
export const CONTENT_RULES: Readonly<Record<'standard' | 'agent' | 'change', readonly WishRule[]>> = {
  standard: [ANYTHING, ...REGISTERED, FOR_ITSELF],
  agent: [A_PACKAGE, ...REGISTERED, FOR_CLIENTS],
  change: [...REGISTERED, FOR_ITSELF],
}

/** A URL up to its query, as Altinn compares them. */
function placeOf(text: string): string {
  if (!URL.canParse(text)) return text
  const { origin, pathname } = new URL(text)
  return origin + pathname
}
