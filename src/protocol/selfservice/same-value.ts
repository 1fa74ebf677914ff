import { isObject, type JsonObject } from '../json-body.js'

/** Whether two JSON values say the same. The order of members says nothing, nor does that of lists: the API keeps none. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

/** The members in which two objects differ. */
export function changedFields(one: JsonObject, other: JsonObject): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names.filter((name) => !isSameValue(one[name], other[name]))
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'nothing'
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}
