import type { AccessPackage, Right, SystemUser, SystemUserRequest } from '../../state.js'
import { listIn, neededText, textIn, toPackages, toRights } from './body.js'
import type { Visit } from './visit.js'

/** What a vendor asks a customer for, as it was sent. */
export interface Wish {
  systemId: string
  partyOrgNo: string
  /** The customer's organisation number where the vendor chose nothing else. */
  externalRef: string
  integrationTitle: string | undefined
  redirectUrl: string | undefined
  rights: Right[]
  accessPackages: AccessPackage[]
}

/** What a request and a system user go by: no two may have the same three. */
export type Triple = Pick<Wish, 'systemId' | 'partyOrgNo' | 'externalRef'>

/** Reads a request for a system user. One for clients of the customer's has no rights, whatever it says. */
export function readWish({ body }: Visit, kind: 'standard' | 'agent'): Wish {
  const partyOrgNo = neededText(body, 'partyOrgNo')
  return {
    systemId: neededText(body, 'systemId'),
    partyOrgNo,
    externalRef: textIn(body, 'externalRef') || partyOrgNo,
    integrationTitle: textIn(body, 'integrationTitle'),
    redirectUrl: textIn(body, 'redirectUrl') || undefined,
    rights: kind === 'agent' ? [] : toRights(listIn(body, 'rights'), 'rights'),
    accessPackages: toPackages(listIn(body, 'accessPackages'), 'accessPackages'),
  }
}

export function isRequestOf(
  { systemId, partyOrgNo, externalRef }: Triple,
  request: SystemUserRequest,
): boolean {
  return (
    request.system_id === systemId &&
    request.party_orgno === partyOrgNo &&
    request.externalRef === externalRef
  )
}

export function isUserOf({ systemId, partyOrgNo, externalRef }: Triple, user: SystemUser): boolean {
  return user.system_id === systemId && user.systemuser_org === partyOrgNo && user.externalRef === externalRef
}
