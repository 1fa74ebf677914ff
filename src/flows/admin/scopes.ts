import { MpError } from '../../errors.js'
import type { Send } from '../../protocol/http.js'
import { isObject, type JsonObject } from '../../protocol/json-body.js'
import { readScopeName } from '../../protocol/selfservice/identifiers.js'
import { readNamed, readObjects } from '../../protocol/selfservice/read-object.js'
import { toWritable } from '../../protocol/selfservice/read-only.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import {
  isAbout,
  type ScopeDetails,
  type ScopeWish,
  toScopeFields,
} from '../../protocol/selfservice/scope.js'
import { assertWritten, readMergeWrite } from './read-merge-write.js'
import { type AdminSession, openSession } from './session.js'

/** The organisation's own scopes, those out of use too where that is wanted. */
export async function listScopes(
  session: AdminSession,
  { inactive }: { inactive: boolean },
): Promise<JsonObject[]> {
  const request: SelfserviceRequest = {
    ...{ method: 'GET', path: ['scopes'] },
    ...(inactive && { query: { inactive: 'true' } }),
  }
  return readObjects(request, await session.send(request))
}

/** One of them, whether the API gives it alone or in a list. Throws `MP_NOT_FOUND`. */
export async function showScope(session: AdminSession, name: string): Promise<JsonObject> {
  const request: SelfserviceRequest = {
    method: 'GET',
    path: ['scopes'],
    query: { scope: readScopeName(name) },
  }
  const answer = await session.send(request)
  if (isObject(answer)) return readNamed(request, answer, 'name', name)
  const found = readObjects(request, answer).find((scope) => scope.name === name)
  if (found === undefined) throw new MpError('MP_NOT_FOUND', `there is no scope "${name}" among your own`)
  return found
}

/** Makes a scope. Throws `MP_NOT_AS_SENT` where the API made another than was asked for. */
export async function createScope(session: AdminSession, wish: ScopeWish): Promise<JsonObject> {
  const name = readScopeName(`${wish.prefix}:${wish.subscope}`)
  const body = toScopeFields(wish)
  const request: SelfserviceRequest = { method: 'POST', path: ['scopes'], body }
  const answer = (await session.send(request)) ?? (await showScope(session, name))
  const scope = readNamed(request, answer, 'name', name)
  assertWritten(`scope "${name}"`, Object.keys(body), { sent: body, got: scope })
  return scope
}

/** Changes what is named of a scope and keeps all else. Sends nothing where it is so already. */
export async function updateScope(
  session: AdminSession,
  name: string,
  change: ScopeDetails,
): Promise<JsonObject> {
  const query = { scope: readScopeName(name) }
  return readMergeWrite({
    what: `scope "${name}"`,
    read: () => showScope(session, name),
    merge: (scope) => ({ ...scope, ...toScopeFields(change) }),
    write: async (scope) => {
      const request: SelfserviceRequest = {
        method: 'PUT',
        path: ['scopes'],
        query,
        body: toWritable('scope', scope),
      }
      const answer = await session.send(request)
      return answer === undefined ? undefined : readNamed(request, answer, 'name', name)
    },
  })
}

/** Takes a scope out of use: the API deletes none. */
export async function deleteScope(session: AdminSession, name: string): Promise<void> {
  await session.send({ method: 'DELETE', path: ['scopes'], query: { scope: readScopeName(name) } })
}

/** The public scopes of every organisation whose name or description holds the text; the list is open to all. */
export async function searchScopes(ports: { base: string; send: Send }, text: string): Promise<JsonObject[]> {
  const request: SelfserviceRequest = { method: 'GET', path: ['scopes', 'all'] }
  const scopes = readObjects(request, await openSession(ports).send(request))
  return scopes.filter((scope) => isAbout(scope, text))
}
