import type { ClientWish } from '../../protocol/selfservice/client.js'
import type { ScopeDetails, ScopeWish } from '../../protocol/selfservice/scope.js'
import { grantAccess, revokeAccess } from './access.js'
import type { Step } from './apply-steps.js'
import { createClient, updateClient } from './clients.js'
import type { Change } from './plan-changes.js'
import { createScope, updateScope } from './scopes.js'
import type { AdminSession } from './session.js'

/**
 * Makes one step, by the flow that reads, merges and writes. Gives the id of a client that was made. Throws what that flow
 * throws.
 */
export async function applyStep(session: AdminSession, step: Step): Promise<string | undefined> {
  switch (step.object.type) {
    case 'scope':
      await applyToScope(session, step)
      return undefined
    case 'client':
      return applyToClient(session, step)
    case 'access':
      await applyToAccess(session, step)
      return undefined
  }
}

async function applyToScope(session: AdminSession, { kind, object, changes }: Step): Promise<void> {
  const { name } = object
  if (kind === 'create') await createScope(session, { ...nameParts(name), ...asTold<NewScope>(changes) })
  else await updateScope(session, name, asTold<ScopeDetails>(changes))
}

/** A scope's members as the file has them. */
type NewScope = Omit<ScopeWish, 'prefix' | 'subscope'>

/** What stands before the first colon, and what after. */
function nameParts(name: string): { prefix: string; subscope: string } {
  const colon = name.indexOf(':')
  return { prefix: name.slice(0, colon), subscope: name.slice(colon + 1) }
}

/** A client's members as the file has them. */
type ClientMembers = Omit<ClientWish, 'lifetime'> & { accessTokenLifetime?: number }

async function applyToClient(
  session: AdminSession,
  { kind, object, changes }: Step,
): Promise<string | undefined> {
  const { accessTokenLifetime, ...members } = asTold<ClientMembers>(changes)
  const lifetime = accessTokenLifetime === undefined ? {} : { lifetime: accessTokenLifetime }
  if (kind === 'create') {
    const made = await createClient(session, { ...members, name: object.name, ...lifetime })
    return `${made.client_id}`
  }
  const addScopes = changes.filter(({ kind }) => kind === 'add').map(({ to }) => `${to}`)
  const removeScopes = changes.filter(({ kind }) => kind === 'extra').map(({ from }) => `${from}`)
  await updateClient(session, object.id ?? '', { ...members, ...lifetime, addScopes, removeScopes })
  return undefined
}

async function applyToAccess(session: AdminSession, { object, changes }: Step): Promise<void> {
  for (const { kind, from, to } of changes) {
    if (kind === 'extra') await revokeAccess(session, object.name, `${from}`)
    else await grantAccess(session, object.name, `${to}`)
  }
}

/** All members of what is to be made, or those that get another value: the file has been judged by its shape. */
function asTold<T>(changes: readonly Change[]): T {
  const told = changes.flatMap(({ kind, member = '', to }) => {
    if (kind === 'create') return Object.entries(to as object)
    return kind === 'change' ? [[member, to]] : []
  })
  return Object.fromEntries(told) as T
}
