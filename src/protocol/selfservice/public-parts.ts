import { isObject } from '../json-body.js'

/** What a JWK holds beside its public part (RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1). */
const PRIVATE_PARTS: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The value without any private part of a key, wherever in it one stood. */
export function withoutPrivateParts<T>(value: T): T
export function withoutPrivateParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivateParts)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => !PRIVATE_PARTS.includes(name))
  return Object.fromEntries(members.map(([name, member]) => [name, withoutPrivateParts(member)]))
}

/** The last look at a body before it leaves. Throws an ordinary error: no way here may lead past {@link withoutPrivateParts}. */
export function assertPublic(json: string): void {
  JSON.parse(json, (name, member: unknown) => {
    if (PRIVATE_PARTS.includes(name))
      throw new Error(`a body with "${name}", a private part of a key, was not sent`)
    return member
  })
}
