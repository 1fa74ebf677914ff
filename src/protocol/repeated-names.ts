/** A string, or a sign that JSON is built of (RFC 8259 section 2); other values are passed over. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** An object or list that is being read. */
interface Level {
  /** The names so far; undefined in a list. */
  names?: Set<string>
  /** What the next value is called. */
  at: string
}

/**
 * The paths of names that stand twice in one object of a sound JSON text, in the order they stand in. RFC 8259 section 4
 * leaves open which one counts; to `JSON.parse` it is the last.
 */
export function repeatedNames(json: string): string[][] {
  const repeated: string[][] = []
  const levels: Level[] = []
  let previous = ''
  for (const [token] of json.matchAll(TOKEN)) {
    const level = levels.at(-1)
    if (token === '{' || token === '[') levels.push(begun(token))
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',' && level && !level.names) level.at = `${Number(level.at) + 1}`
    else if (token === ':' && level?.names) {
      level.at = JSON.parse(previous)
      if (level.names.has(level.at)) repeated.push(levels.map(({ at }) => at))
      level.names.add(level.at)
    }
    previous = token
  }
  return repeated
}

function begun(token: string): Level {
  return token === '{' ? { names: new Set(), at: '' } : { at: '0' }
}
