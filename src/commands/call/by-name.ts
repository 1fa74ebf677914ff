import type { Environment } from '../../profiles/environments.js'
import type { Cursor } from '../../protocol/paging.js'

/** URLs as they are reached, and by the name that they keep from run to run. */
export interface Naming {
  named<T extends { url: string }>(at: T): T
  reached(cursor: Cursor): Cursor
  remembered(cursor: Cursor): Cursor
}

/** A sandbox inside the process listens at another port each time, and goes by one name. Everything else is called what it is. */
export function namingIn({ samples, issuer }: Environment): Naming {
  const name = new URL(issuer).origin
  const moved = (url: string, from: string, to: string) =>
    url.startsWith(`${from}/`) ? to + url.slice(from.length) : url
  const out = (url: string) => (samples === undefined ? url : moved(url, samples, name))
  const back = (url: string) => (samples === undefined ? url : moved(url, name, samples))
  return {
    named: (at) => ({ ...at, url: out(at.url) }),
    remembered: (cursor) => ('url' in cursor ? { url: out(cursor.url) } : cursor),
    reached: (cursor) => ('url' in cursor ? { url: back(cursor.url) } : cursor),
  }
}
