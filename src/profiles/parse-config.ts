import { MpError } from '../errors.js'

/** Reads a configuration file's text as data: JSON, or YAML where the name says so. Throws `MP_CONFIG_UNREADABLE`. */
export async function parseConfig(text: string, path: string, label: string): Promise<unknown> {
  if (/\.ya?ml$/.test(path)) return parseYaml(text, label)
  if (path.endsWith('.json') || text.trimStart().startsWith('{')) return parseJson(text, label)
  return parseYaml(text, label)
}

/** Errors say the place and never repeat the text: it may hold a password. */
function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new MpError('MP_CONFIG_UNREADABLE', `"${label}" is not valid JSON${place(text, String(error))}`)
  }
}

async function parseYaml(text: string, label: string): Promise<unknown> {
  const { load, YAMLException } = await import('js-yaml')
  try {
    return load(text)
  } catch (error) {
    const line = error instanceof YAMLException ? error.mark?.line : undefined
    const where = line === undefined ? '' : `: line ${line + 1}`
    throw new MpError('MP_CONFIG_UNREADABLE', `"${label}" is not valid YAML${where}`)
  }
}

/** V8 tells either a position or a piece of the text around the fault; both lead to a line and a column. */
function place(text: string, message: string): string {
  const before = text.slice(0, faultAt(text, message))
  if (before.length === 0) return ''
  const lines = before.split('\n')
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}

function faultAt(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  if (/end of JSON/.test(message)) return text.length
  const [, token, around] =
    /Unexpected token '(.)', (?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON/.exec(message) ?? []
  if (token === undefined || around === undefined) return 0
  const start = text.indexOf(around)
  const middle = message.includes(', ..."') ? 10 : 0 // V8 shows ten characters before the fault
  return start < 0 ? 0 : Math.max(start, text.indexOf(token, start + middle))
}
