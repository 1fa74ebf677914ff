import type { JsonObject } from '../../protocol/json-body.js'
import { readId, readListedKid } from '../../protocol/selfservice/identifiers.js'
import {
  type KeySet,
  readKeySet,
  toRegisteredKey,
  viewKeys,
  withKey,
  withoutKey,
} from '../../protocol/selfservice/key-set.js'
import { toWritable } from '../../protocol/selfservice/read-only.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import { readMergeWrite } from './read-merge-write.js'
import type { AdminSession } from './session.js'

/** A client's registered keys as the API gives them. */
export async function listKeys(session: AdminSession, client: string): Promise<KeySet> {
  const request: SelfserviceRequest = { method: 'GET', path: pathOf(client) }
  return readKeySet(request, await session.send(request))
}

/**
 * Registers the public part of a key beside those that are there; the same key again renews it. Throws `MP_KEY_ROOM`,
 * `MP_KEY_KID_TAKEN` and `MP_KEY_UNSUPPORTED` with nothing written.
 */
export async function addKey(
  session: AdminSession,
  client: string,
  publicJwk: JsonObject,
): Promise<JsonObject> {
  const key = toRegisteredKey(publicJwk)
  return writeKeys(session, client, (set) => withKey(set, key, client))
}

/**
 * Takes a key away and gives what is left; undefined where it was the last. Throws `MP_NOT_FOUND` where there is no such key.
 * An empty set is not written but deleted: the API takes it in no other way.
 */
export async function removeKey(
  session: AdminSession,
  client: string,
  kid: string,
): Promise<JsonObject | undefined> {
  const wanted = readListedKid(kid)
  const left = await writeKeys(session, client, (set) => withoutKey(set, wanted, client))
  return left.keys.length === 0 ? undefined : left
}

async function writeKeys(
  session: AdminSession,
  client: string,
  merge: (set: KeySet) => KeySet,
): Promise<KeySet> {
  const path = pathOf(client)
  return readMergeWrite<KeySet>({
    what: `the key set of client "${client}"`,
    read: () => listKeys(session, client),
    merge,
    write: async (set) => {
      if (set.keys.length === 0) {
        await session.send({ method: 'DELETE', path })
        return { keys: [] }
      }
      const request: SelfserviceRequest = { method: 'POST', path, body: toWritable('jwks', set) }
      const answer = await session.send(request)
      return answer === undefined ? undefined : readKeySet(request, answer)
    },
    named: ['keys'],
    view: viewKeys,
  })
}

function pathOf(client: string): string[] {
  return ['clients', readId(client, 'client id'), 'jwks']
}
