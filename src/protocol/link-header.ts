interface Link {
  target: string
  /** By lower-case name; of parameters given twice, the first (RFC 8288 section 3.3). */
  parameters: ReadonlyMap<string, string>
}

/** The first next page of a `Link` header (RFC 8288 section 3), as written there, and what of the header was unreadable. */
export function nextLink(header: string): { target?: string; unreadable: string } {
  const { links, unreadable } = readLinks(header)
  const next = links.find(isNext)
  return next === undefined ? { unreadable } : { target: next.target, unreadable }
}

/** Relation types are compared without case, and several may share one parameter. A link with an anchor is another resource's. */
function isNext({ parameters }: Link): boolean {
  if (parameters.has('anchor')) return false
  return (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).includes('next')
}

const TARGET = /[\s,]*<([^>]*)>/y
const PARAMETER = /\s*;\s*([^\s=;,"<>]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y

function readLinks(header: string): { links: Link[]; unreadable: string } {
  const links: Link[] = []
  let at = 0
  for (;;) {
    const target = matchAt(TARGET, header, at)
    if (target === undefined) return { links, unreadable: header.slice(at).replace(/^[\s,]+/, '') }
    at = TARGET.lastIndex
    const parameters = new Map<string, string>()
    for (let found = matchAt(PARAMETER, header, at); found; found = matchAt(PARAMETER, header, at)) {
      at = PARAMETER.lastIndex
      const name = (found[1] ?? '').toLowerCase()
      const value = found[2]?.replace(/\\(.)/g, '$1') ?? found[3] ?? ''
      if (!parameters.has(name)) parameters.set(name, value)
    }
    links.push({ target: target[1] ?? '', parameters })
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
