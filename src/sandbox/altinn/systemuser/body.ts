import type { HttpRequest } from '../../../protocol/http.js'
import { isObject, type JsonObject } from '../../jws.js'
import type { AccessPackage, Right } from '../../state.js'
import { complain } from './problem.js'

/** The largest body that the API takes, in bytes. */
const BODY_LIMIT = 256 * 1024
/** How deep it may go (ASP.NET's JSON). */
const DEEPEST = 32

/**
 * What the body holds. The names of members count in letters of any size, a member that is null counts as left out, and
 * texts are trimmed: so does Altinn (ASP.NET's JSON, TrimStringsActionFilter).
 */
export function readBody({ headers, body = '' }: HttpRequest, takes: 'object' | 'list'): unknown {
  if (Buffer.byteLength(body) > BODY_LIMIT) complain(413, 'the body is too large')
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') complain(415, 'the body must be sent as application/json')
  const value = parse(body)
  const isRight = takes === 'list' ? Array.isArray(value) : isObject(value)
  if (!isRight) complain(400, `the body must be one JSON ${takes === 'list' ? 'list' : 'object'}`)
  return tidied(value, DEEPEST)
}

/** A text, undefined where it is left out. */
export function textIn(members: JsonObject, name: string): string | undefined {
  const value = members[name.toLowerCase()]
  if (value !== undefined && typeof value !== 'string') complain(400, `${name} must be a text`)
  return value as string | undefined
}

/** A text that must be there. */
export function neededText(members: JsonObject, name: string): string {
  const value = textIn(members, name)
  return value === undefined || value === '' ? complain(400, `${name} is required`) : value
}

export function flagIn(members: JsonObject, name: string): boolean {
  const value = members[name.toLowerCase()]
  if (value !== undefined && typeof value !== 'boolean') complain(400, `${name} must be true or false`)
  return value === true
}

/** A list, empty where it is left out. */
export function listIn(members: JsonObject, name: string): unknown[] {
  const value = members[name.toLowerCase()]
  if (value !== undefined && !Array.isArray(value)) complain(400, `${name} must be a list`)
  return (value as unknown[] | undefined) ?? []
}

export function textsIn(members: JsonObject, name: string): string[] {
  const list = listIn(members, name)
  if (!list.every((it) => typeof it === 'string')) complain(400, `${name} must be a list of texts`)
  return list as string[]
}

/** What a thing is called, by language. */
export function namesIn(members: JsonObject, name: string): Record<string, string> {
  const value = members[name.toLowerCase()] ?? {}
  const isNames = isObject(value) && Object.values(value).every((it) => typeof it === 'string')
  if (!isNames) complain(400, `${name} must have a text for each language`)
  return value as Record<string, string>
}

/** Rights as a list of what they are about. */
export function toRights(list: readonly unknown[], name: string): Right[] {
  return list.map((right) => {
    if (!isObject(right)) complain(400, `${name} must be a list of rights`)
    const resource = listIn(right, 'resource')
    if (resource.length === 0) complain(400, `each of ${name} must have a resource`)
    const action = textIn(right, 'action')
    return { ...(action !== undefined && { action }), resource: resource.map((it) => toPair(it, name)) }
  })
}

export function toPackages(list: readonly unknown[], name: string): AccessPackage[] {
  return list.map((it) => {
    if (!isObject(it)) complain(400, `${name} must be a list of access packages`)
    return { urn: textIn(it, 'urn') ?? '' }
  })
}

function toPair(pair: unknown, name: string): { id: string; value: string } {
  if (!isObject(pair)) complain(400, `each resource of ${name} must have an id and a value`)
  return { id: neededText(pair, 'id'), value: neededText(pair, 'value') }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function tidied(value: unknown, levels: number): unknown {
  if (typeof value === 'string') return value.trim()
  if (levels === 0) complain(400, 'the body goes too deep')
  if (Array.isArray(value)) return value.map((it) => tidied(it, levels - 1))
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([name, it]) => [name.toLowerCase(), tidied(it, levels - 1)]))
}
