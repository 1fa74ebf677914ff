/** A string, or a bracket (RFC 8259 section 2). */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/gs

/** How deep the objects and lists of a JSON text lie in each other. What walks them goes down a stack. */
export function jsonDepth(json: string): number {
  let [depth, deepest] = [0, 0]
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}
