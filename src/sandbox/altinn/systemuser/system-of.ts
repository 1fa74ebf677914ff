import type { Bearer } from '../../bearer.js'
import { keep } from '../../office.js'
import type { RegisteredSystem, SandboxState, SystemChange } from '../../state.js'
import { complain, refuse } from './problem.js'
import type { Visit } from './visit.js'

/** Lets a caller register and change the systems of others (Altinn: digdirscopes). */
export const ADMIN = 'altinn:authentication/systemregister.admin'

/** Whether the caller may register and change systems of this vendor. */
export function mayWrite(vendor: string | undefined, { orgnr, scopes }: Bearer): boolean {
  return vendor === orgnr || scopes.includes(ADMIN)
}

/** The system of this id, deleted or not. */
export function systemCalled(id: string | undefined, state: SandboxState): RegisteredSystem | undefined {
  return state.systems.find((it) => it.id === id)
}

/** The system that the path names, for its vendor. Complains with 404 or 403. */
export function ownSystem({ office, params, caller }: Visit): RegisteredSystem {
  const system = systemCalled(params[0], office.state) ?? complain(404, 'there is no such system')
  if (!mayWrite(system.vendor_orgno, caller)) complain(403, 'the system is another vendor’s')
  return system
}

/** The same, for a change of it. Complains with 400 where it is deleted. */
export function livingSystem(visit: Visit): RegisteredSystem {
  const system = ownSystem(visit)
  return system.isDeleted ? complain(400, 'the system is deleted') : system
}

/** The vendor's system that a request is about. Refuses with AUTH-00011, also where it is another's, or deleted. */
export function systemForRequest(id: string, { office, caller }: Visit): RegisteredSystem {
  const system = systemCalled(id, office.state)
  if (system === undefined || system.isDeleted || system.vendor_orgno !== caller.orgnr) {
    refuse(11, 'the systemId is of no system that the token’s organisation has registered')
  }
  return system
}

/** Puts a system in the place of the one with its id, or beside the others, and writes down who did it. Its users go with its clients. */
export function keepSystem(
  { office, caller }: Visit,
  system: RegisteredSystem,
  { changeType, changedData }: Pick<SystemChange, 'changeType' | 'changedData'>,
): void {
  const { state } = office
  const change = {
    changedByOrgNumber: caller.orgnr,
    changeType,
    changedData,
    clientId: `${caller.claims.client_id ?? ''}`,
    created: office.now() * 1000,
  }
  const changed = { ...system, changes: [...system.changes, change] }
  const before = systemCalled(system.id, state)
  const systems = before
    ? state.systems.map((it) => (it === before ? changed : it))
    : [...state.systems, changed]
  const isKept = keep(office, { systems, system_users: usersAfter(before, changed, state) })
  if (!isKept) complain(500, 'the change could not be kept, and was not made')
}

/** A deleted system has no users left; those of another follow its clients, where these have changed. */
function usersAfter(
  before: RegisteredSystem | undefined,
  { id, clientId, isDeleted }: RegisteredSystem,
  { system_users: users }: SandboxState,
): SandboxState['system_users'] {
  if (isDeleted) return users.filter((user) => user.system_id !== id)
  if (before === undefined || before.clientId === clientId) return users
  return users.map((user) => (user.system_id === id ? { ...user, client_ids: [...clientId] } : user))
}
