/** No setting lies so deep, and what walks data goes down a stack. */
const DEEPEST = 100
/** More than any file of the size that is read can spell out: it takes YAML's aliases to come to this. */
const MOST = 6_000_000

/** Why data is none that a person wrote down, if it is not: too deep, a circle of aliases, or little that stands for endlessly much. */
export function beyondReason(data: unknown): string | undefined {
  const ahead = [{ value: data, depth: 0 }]
  let seen = 0
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth === DEEPEST) return `goes deeper than ${DEEPEST} levels`
    const below = Object.values(value)
    seen += below.length
    if (seen > MOST) return 'comes to more than can be read'
    for (const one of below) ahead.push({ value: one, depth: depth + 1 })
  }
  return undefined
}
