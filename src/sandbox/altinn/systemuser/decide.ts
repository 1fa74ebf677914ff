import { keep, type Office } from '../../office.js'
import type {
  AccessPackage,
  RegisteredSystem,
  Right,
  SandboxState,
  SystemUser,
  SystemUserRequest,
} from '../../state.js'
import { APPROVAL_RULES, type Decider } from './approval-rules.js'
import { keyOf } from './known-resources.js'
import { refuse } from './problem.js'
import { type Kind, statusOf } from './request-of.js'
import { systemCalled } from './system-of.js'
import { isUserOf } from './wish.js'

/** What a customer may do about a request; a system user is withdrawn when it is there. */
export const DECISIONS = ['approve', 'reject', 'escalate', 'withdraw'] as const
export type Decision = (typeof DECISIONS)[number]

/** The request that a customer's page is about. Refuses with AUTH-00010, or AUTH-00030 for a system user for clients. */
export function requestFor(kind: Kind, id: string | null, { state }: Office): SystemUserRequest {
  const request = state.system_requests.find((it) => it.kind === kind && it.id === id?.toLowerCase())
  if (request !== undefined) return request
  return kind === 'agent'
    ? refuse(30, 'there is no such request for a system user for clients')
    : refuse(10, 'there is no such request')
}

/** Does as the customer has decided: an approved request has a system user, from now on and for `/token` too. */
export function decide(
  request: SystemUserRequest,
  decision: Decision,
  decider: Decider,
  office: Office,
): SystemUserRequest {
  if (decider.party !== request.party_orgno)
    refuse(request.kind === 'agent' ? 42 : 41, 'the request is for another organisation')
  if (decision === 'withdraw') return withdrawn(request, office)
  if (statusOf(request, office.now()) !== 'New') refuse(13, 'the request has been decided on, or has run out')
  const { system_users: users } = office.state
  // Whoever may not approve passes it to someone who may: it stays open.
  if (decision === 'escalate') return settled({ ...request, escalated: true }, users, office, NOT_UPDATED)
  if (decision === 'reject') return settled({ ...request, status: 'Rejected' }, users, office, NOT_UPDATED)
  const system = systemCalled(request.system_id, office.state)
  if (system === undefined || system.isDeleted) refuse(11, 'the system of the request is deleted')
  const broken = APPROVAL_RULES.find((rule) => rule.isBroken(request, system, decider))
  if (broken) refuse(broken.number, broken.words)
  return settled({ ...request, status: 'Accepted' }, usersWith(request, system, office), office, NOT_MADE)
}

/** The system user that a request is about, as it is now. */
export function userOf(
  request: SystemUserRequest,
  { system_users: users }: SandboxState,
): SystemUser | undefined {
  const { unwanted, system_id: systemId, party_orgno: partyOrgNo, externalRef } = request
  if (unwanted) return users.find(({ id }) => id === unwanted.systemUserId)
  return users.find((user) => isUserOf({ systemId, partyOrgNo, externalRef }, user))
}

function usersWith(request: SystemUserRequest, system: RegisteredSystem, office: Office): SystemUser[] {
  const { state } = office
  const user = userOf(request, state)
  if (request.kind === 'change') {
    if (user === undefined) refuse(15, 'the system user is no longer there')
    return state.system_users.map((it) => (it === user ? changedUser(user, request) : it))
  }
  if (user !== undefined)
    refuse(4, 'there is a system user for this systemId, partyOrgNo and externalRef already')
  const { kind: userType, integrationTitle, rights, accessPackages } = request
  const made: SystemUser = {
    id: office.newId(),
    systemuser_org: request.party_orgno,
    externalRef: request.externalRef,
    system_id: request.system_id,
    client_ids: [...system.clientId],
    granted: { userType, integrationTitle, rights, accessPackages, created: office.now() * 1000 },
  }
  return [...state.system_users, made]
}

/** What is wanted is added where it is not there yet, and what is unwanted goes where it is. */
function changedUser(user: SystemUser, { unwanted, created, ...wanted }: SystemUserRequest): SystemUser {
  const before = user.granted ?? {
    userType: 'standard',
    integrationTitle: wanted.integrationTitle,
    rights: [],
    accessPackages: [],
    created,
  }
  const urnOf = ({ urn }: AccessPackage) => urn
  return {
    ...user,
    granted: {
      ...before,
      rights: changed<Right>(before.rights, wanted.rights, unwanted?.rights ?? [], keyOf),
      accessPackages: changed(
        before.accessPackages,
        wanted.accessPackages,
        unwanted?.accessPackages ?? [],
        urnOf,
      ),
    },
  }
}

function changed<T>(
  before: readonly T[],
  more: readonly T[],
  less: readonly T[],
  key: (it: T) => string,
): T[] {
  const all = new Map([...before, ...more].map((it) => [key(it), it]))
  for (const it of less) all.delete(key(it))
  return [...all.values()]
}

function withdrawn(request: SystemUserRequest, office: Office): SystemUserRequest {
  const user = userOf(request, office.state)
  if (user === undefined) refuse(15, 'there is no system user of this request')
  const others = office.state.system_users.filter((it) => it !== user)
  return settled(request, others, office, NOT_DELETED)
}

/** What is said where a decision cannot be kept. */
const NOT_MADE = [3, 'the system user could not be made'] as const
const NOT_DELETED = [56, 'the system user could not be deleted'] as const
const NOT_UPDATED = [60, 'the request could not be changed'] as const

function settled(
  request: SystemUserRequest,
  system_users: SystemUser[],
  office: Office,
  [number, words]: readonly [number: number, words: string],
): SystemUserRequest {
  const system_requests = office.state.system_requests.map((it) => (it.id === request.id ? request : it))
  return keep(office, { system_requests, system_users }) ? request : refuse(number, words)
}
