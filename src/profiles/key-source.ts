import { resolve } from 'node:path'
import type { KeySource } from './settings.js'

/** Reads what people write for a key: `-` is standard input, `env:NAME` a variable, anything else a file below `dir`. */
export function parseKeySource(text: string, dir: string): KeySource {
  if (text === '-') return { kind: 'stdin', label: 'standard input' }
  if (text.startsWith('env:')) return { kind: 'variable', name: text.slice(4), label: text }
  return { kind: 'file', path: resolve(dir, text), label: text }
}

/** Whether what was written for a key is the beginning of a variable's reference, and no more. */
export function namesNoVariable(text: string): boolean {
  return text === 'env:'
}

/** Scopes or resources as people write them: several in one value, space- or comma-separated, each once. */
export function splitList(values: readonly string[]): string[] {
  return [...new Set(values.flatMap((value) => value.split(/[\s,]+/)).filter(Boolean))]
}
