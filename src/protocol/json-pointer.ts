import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import { isObject } from './json-body.js'

/** The reference tokens of what was given to `--items` (RFC 6901 section 3). Throws `MP_USAGE` for what is no pointer. */
export function readPointer(pointer: string): string[] {
  if (pointer !== '' && !pointer.startsWith('/')) throw noPointer(pointer, 'begins with "/"')
  if (/~(?![01])/.test(pointer)) throw noPointer(pointer, 'writes "~" as "~0" and "/" in a name as "~1"')
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function noPointer(pointer: string, rule: string): MpError {
  return new MpError('MP_USAGE', `--items "${printable(pointer)}" is no JSON pointer, which ${rule}`)
}

const MAX_LISTS = 8
const MAX_DEPTH = 4

/** Pointers to the first few lists of a document, those of objects if there are any: what `--items` could have meant. */
export function listPointers(document: unknown): string[] {
  const lists = findLists(document)
  const ofObjects = lists.filter(({ list }) => list.length === 0 || isObject(list[0]))
  return (ofObjects.length > 0 ? ofObjects : lists).slice(0, MAX_LISTS).map(({ pointer }) => pointer)
}

function findLists(document: unknown): { pointer: string; list: readonly unknown[] }[] {
  const found: { pointer: string; list: readonly unknown[] }[] = []
  let level: [pointer: string, value: unknown][] = [['', document]]
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    for (const [pointer, value] of level) if (Array.isArray(value)) found.push({ pointer, list: value })
    level = level.flatMap(([pointer, value]) =>
      isObject(value)
        ? Object.entries(value).map(([name, child]): [string, unknown] => [
            pointer + toPointer([name]),
            child,
          ])
        : [],
    )
  }
  return found
}

/** The pointer with these reference tokens (RFC 6901 section 3); the inverse of {@link readPointer}. */
export function toPointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
