import { MpError } from '../../errors.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { changedFields, isSameValue } from '../../protocol/selfservice/same-value.js'

/** One object of an API that knows no way to change a part of it. */
export interface Merge<T extends JsonObject> {
  /** What it is, for a person: `client "6f0d"`. */
  what: string
  read(): Promise<T>
  /** The object as it should be. It is given the newest, and gives all of it back. */
  merge(current: T): T
  /** Writes it and gives the API's answer, or undefined where it has no body. */
  write(merged: T): Promise<T | undefined>
  /** The fields that are meant, where they are to be written though they are equal. */
  named?: readonly string[]
  /** What of the object is compared with the answer: the API adds to some of what it is sent. */
  view?(object: T): JsonObject
}

/**
 * Reads an object, merges a change into it, and writes the whole. Where there is nothing to change, nothing is written. The API
 * knows no versions, so the object is read once more right before: what others changed since is merged, and
 * `MP_CHANGED_MEANWHILE` is thrown where it is the same fields. Throws `MP_NOT_AS_SENT` where the answer tells of something
 * else than was sent.
 */
export async function readMergeWrite<T extends JsonObject>(merging: Merge<T>): Promise<T> {
  const { what, read, merge, write, named, view = (object) => object } = merging
  const first = await read()
  const fields = named ?? changedFields(first, merge(first))
  if (fields.length === 0) return first
  const current = await read()
  assertUntouched(what, fields, changedFields(first, current))
  const merged = merge(current)
  const written = (await write(merged)) ?? (await read())
  assertWritten(what, fields, { sent: view(merged), got: view(written) })
  return written
}

/** Whether it is in use is everybody's matter. */
function assertUntouched(what: string, ours: readonly string[], theirs: readonly string[]): void {
  const both = theirs.filter((field) => ours.includes(field) || field === 'active')
  if (both.length === 0) return
  throw new MpError(
    'MP_CHANGED_MEANWHILE',
    `${what} was changed by someone else just now (${both.join(', ')}); nothing was written`,
  )
}

/** Throws `MP_NOT_AS_SENT` where one of the fields came back as something else than was sent. */
export function assertWritten(
  what: string,
  fields: readonly string[],
  { sent, got }: { sent: JsonObject; got: JsonObject },
): void {
  const different = fields.filter((field) => !isSameValue(sent[field], got[field]))
  if (different.length === 0) return
  throw new MpError(
    'MP_NOT_AS_SENT',
    `${what} was written, and the API now tells of another ${different.join(', ')} than was sent`,
  )
}
