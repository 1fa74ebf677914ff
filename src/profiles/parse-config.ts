import { MpError } from '../errors.js'
import { beyondReason } from './beyond-reason.js'

/** Reads a configuration file's text as data: JSON, or YAML where the name says so; undefined for YAML that says nothing. Throws `MP_CONFIG_UNREADABLE`. */
export async function parseConfig(text: string, path: string, label: string): Promise<unknown> {
  const data = isJson(text, path) ? parseJson(text, label) : await parseYaml(text, label)
  const excess = beyondReason(data)
  if (excess === undefined) return data
  throw new MpError('MP_CONFIG_UNREADABLE', `"${label}" ${excess}`)
}

/** Whether a file is read as JSON: by its name, or where that says nothing by its first character. */
export function isJson(text: string, path: string): boolean {
  return !/\.ya?ml$/.test(path) && (path.endsWith('.json') || text.trimStart().startsWith('{'))
}

/** Errors say the place and never repeat the text: it may hold a password. */
function parseJson(file: string, label: string): unknown {
  const text = file.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('JSON', label, placeIn(text, jsonFault(text)))
  }
}

async function parseYaml(text: string, label: string): Promise<unknown> {
  if (isBlank(text)) return undefined
  const { load, YAMLException } = await import('js-yaml')
  try {
    return load(text)
  } catch (error) {
    const mark = error instanceof YAMLException ? error.mark : undefined
    throw unreadable('YAML', label, mark && { line: mark.line + 1, column: mark.column + 1 })
  }
}

/** Nothing but comments: a document that says nothing, which the parser takes for none. */
function isBlank(text: string): boolean {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .every((line) => /^\s*(?:#.*)?$/.test(line))
}

interface Place {
  line: number
  column: number
}

function unreadable(language: string, label: string, place: Place | undefined): MpError {
  const where = place ? `: line ${place.line}, column ${place.column}` : ''
  return new MpError('MP_CONFIG_UNREADABLE', `"${label}" is not valid ${language}${where}`)
}

function placeIn(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r?\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** Where JSON goes wrong: V8 does not always say, but every beginning of the text is sound that ends before the fault. */
function jsonFault(text: string): number {
  let [sound, faulty] = [0, text.length + 1]
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2)
    if (isBeginning(text.slice(0, middle))) sound = middle
    else faulty = middle
  }
  return sound
}

/** Whether a text is JSON, or could be with more to follow. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const { message } = error as SyntaxError
    const position = /at position (\d+)/.exec(message)?.[1]
    return /end of JSON|^Unterminated/.test(message) || Number(position) === text.length
  }
}
