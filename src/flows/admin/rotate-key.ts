import { MpError, type StoppedRotation } from '../../errors.js'
import type { Environment } from '../../profiles/environments.js'
import { discoverEndpoint } from '../discover-endpoint.js'
import type { GeneratedKey } from '../generate-key.js'
import type { NamedFile } from '../part-file.js'
import { showClient } from './clients.js'
import { addKey, listKeys, removeKey } from './keys.js'
import { type ProvePorts, proveKey } from './prove-key.js'
import {
  assertStillThere,
  createRotationKey,
  type RotationKey,
  type RotationKeyPorts,
  readRotationKey,
} from './rotation-key.js'
import { planRotation } from './rotation-plan.js'
import type { AdminSession } from './session.js'

/** A new key for a client, and what is to become of the old one. */
export interface RotationWish {
  client: string
  /** Where the new key lies, or is to lie. */
  file: NamedFile
  /** What the proving token is asked for with; without it, the first scope of the client's. */
  scopes?: readonly string[]
  removeOld: boolean
  /** The kid of the old key, where it is not the only one. */
  old?: string
  /** Seconds that each proof may take. */
  wait: number
}

/** What has just been done, or is about to be. */
export type RotationStep =
  | { did: 'planned'; old?: string }
  | { did: 'made' | 'found' | 'registered' | 'was registered'; kid: string }
  | { did: 'waiting'; wait: number }
  | { did: 'proved'; scopes: readonly string[]; kid: string; old?: string }
  | { did: 'retired'; kid: string }

export type RotationPorts = Omit<ProvePorts, 'waiting'> &
  RotationKeyPorts & {
    environment: Environment
    makeKey(): Promise<GeneratedKey>
    say(step: RotationStep): void | Promise<void>
  }

/** How a rotation ended. */
export interface Rotated {
  kid: string
  scopes: readonly string[]
  /** The kid of the key that was taken away. */
  retired?: string
}

/**
 * Gives a client a new key, and takes the old one from it where that is wished. The same call goes on wherever an earlier one
 * stopped: what is done already is found by the file and by the registered keys. The order is such that after each step some
 * registered key works whose private half is on the disk:
 *
 * | after | registered | on the disk | works |
 * |---|---|---|---|
 * | the look at client and keys | old | old | old |
 * | the file of the new key | old | old, new | old |
 * | registration, answered or not | old, new | old, new | old, and new when Maskinporten has learnt of it |
 * | the proof | old, new | old, new | old, new |
 * | retirement, answered or not | new, perhaps old | old, new | new |
 * | the second proof | new | old, new | new |
 *
 * An `MpError` that stops it after the file was written says how far it came (`rotation`).
 */
export async function rotateKey(
  session: AdminSession,
  wish: RotationWish,
  ports: RotationPorts,
): Promise<Rotated> {
  const { client, file, removeOld, old: named } = wish
  const found = await readRotationKey(file, ports)
  const scopes = wish.scopes ?? (await firstScope(session, client))
  const metadata = await discoverEndpoint(ports.environment, ports)
  const aim = { client, label: file.label, removeOld, ...(named !== undefined && { old: named }) }
  const { registered, old } = planRotation(await listKeys(session, client), found, aim, ports.now())
  await ports.say({ did: 'planned', ...(old !== undefined && { old }) })
  const key = found ?? (await createRotationKey(file, ports.makeKey, ports))
  const { kid } = key
  await ports.say({ did: found ? 'found' : 'made', kid })
  const stop: Omit<StoppedRotation, 'after'> = {
    client,
    kid,
    file: file.label,
    ...(old !== undefined && { old }),
  }
  const waiting = () => ports.say({ did: 'waiting', wait: wish.wait })
  const prove = () => proveKey({ client, scopes, metadata, key, wait: wish.wait }, { ...ports, waiting })

  if (!registered) await after('made', stop, () => addKey(session, client, key.jwk))
  await ports.say({ did: registered ? 'was registered' : 'registered', kid })
  await after('registered', stop, prove)
  await ports.say({ did: 'proved', scopes, kid, ...(old !== undefined && { old }) })
  if (old === undefined) return { kid, scopes }
  await after('proved', stop, () => retire(session, wish, { key, old }, ports))
  await ports.say({ did: 'retired', kid: old })
  await after('retired', stop, prove)
  return { kid, scopes, retired: old }
}

async function retire(
  session: AdminSession,
  { client, file }: RotationWish,
  { key, old }: { key: RotationKey; old: string },
  ports: RotationPorts,
): Promise<void> {
  await assertStillThere(file, key, ports)
  await removeKey(session, client, old)
}

async function firstScope(session: AdminSession, client: string): Promise<string[]> {
  const { scopes } = await showClient(session, client)
  const [first] = Array.isArray(scopes) ? scopes : []
  if (typeof first === 'string') return [first]
  throw new MpError(
    'MP_USAGE',
    `client "${client}" has no scopes, and --scope <scope>, to prove the key with, is missing`,
  )
}

/** Does a step, and lets a failure say after which one it came. */
async function after<T>(
  step: StoppedRotation['after'],
  stop: Omit<StoppedRotation, 'after'>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof MpError)
      Object.assign(error, { rotation: { after: step, ...stop }, resumable: true })
    throw error
  }
}
