import { MpError } from '../../errors.js'
import { printable } from '../../printable.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { type KeySet, MAX_KEYS, viewKeys, withoutKey } from '../../protocol/selfservice/key-set.js'
import { isSameValue } from '../../protocol/selfservice/same-value.js'
import type { RotationKey } from './rotation-key.js'

/** What is left to do, by what is registered. */
export interface RotationPlan {
  /** Whether the new key is registered already. */
  registered: boolean
  /** The kid of the key to retire, where one is to be. */
  old?: string
}

export interface RotationAim {
  client: string
  /** The file of the new key as the person wrote it. */
  label: string
  removeOld: boolean
  /** The kid that the person named. */
  old?: string
}

/**
 * Decides by the registered keys what a rotation still has to do; `key` is that of an earlier run. `now` is in seconds.
 * Throws `MP_KEY_ROOM`, `MP_USAGE` where it is not clear which key is old, `MP_NOT_FOUND` and `MP_FILE`: nothing has changed then.
 */
export function planRotation(
  set: KeySet,
  key: RotationKey | undefined,
  aim: RotationAim,
  now: number,
): RotationPlan {
  const own = key && set.keys.find(({ kid }) => kid === key.kid)
  if (own && !isSameValue(viewKeys({ keys: [own] }), viewKeys({ keys: [key.jwk] })))
    throw new MpError(
      'MP_FILE',
      `"${aim.label}" is not the key that client "${aim.client}" has as "${key.kid}"`,
    )
  const old = aim.removeOld ? oldKey(set, own, key?.kid, aim, now) : undefined
  if (!own && set.keys.length >= MAX_KEYS) throw noRoom(set.keys, aim.client, now)
  return { registered: own !== undefined, ...(old !== undefined && { old }) }
}

/** The one that was named, or the only one that there is. With the new key in its place, an old one that is gone was retired before. */
function oldKey(
  set: KeySet,
  own: JsonObject | undefined,
  newKid: string | undefined,
  { client, old }: RotationAim,
  now: number,
): string | undefined {
  if (old !== undefined) {
    if (old === newKid) throw new MpError('MP_USAGE', `--old "${printable(old)}" is the new key itself`)
    if (set.keys.some(({ kid }) => kid === old)) return old
    if (own === undefined) withoutKey(set, old, client)
    return undefined
  }
  const others = set.keys.filter((one) => one !== own)
  const [only] = others
  if (only === undefined) return undefined
  if (others.length === 1 && typeof only.kid === 'string') return only.kid
  throw new MpError(
    'MP_USAGE',
    `which key is old is not clear, and --old <kid> is missing: client "${client}" has ${listKeys(others, now)}`,
  )
}

function noRoom(keys: readonly JsonObject[], client: string, now: number): MpError {
  const [first] = keys
    .filter(({ exp }) => typeof exp === 'number')
    .sort((a, b) => Number(a.exp) - Number(b.exp))
  const least = first === undefined ? '' : `; "${kidOf(first)}" is the first to expire`
  return new MpError(
    'MP_KEY_ROOM',
    `client "${client}" has ${keys.length} keys, and ${MAX_KEYS} is all: ${listKeys(keys, now)}${least}`,
  )
}

function listKeys(keys: readonly JsonObject[], now: number): string {
  return keys.map((key) => `"${kidOf(key)}"${expiry(key, now)}`).join(', ')
}

function kidOf({ kid }: JsonObject): string {
  return printable(String(kid))
}

/** As far as a date can say it: up to the year 9999. */
function expiry({ exp }: JsonObject, now: number): string {
  if (typeof exp !== 'number' || exp < 0 || exp >= 253_402_300_800) return ''
  const day = new Date(exp * 1000).toISOString().slice(0, 10)
  return exp <= now ? ` (expired ${day})` : ` (until ${day})`
}
