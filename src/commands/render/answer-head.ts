import { harmless } from '../../printable.js'
import type { Header } from '../../protocol/header-line.js'

/** An answer's status and headers, as Node gives them: one letter for each byte. */
export interface AnswerHead {
  status: number
  statusText: string
  headers: readonly Header[]
}

/** The head as it came, with the empty line that ends it, as `curl -i` shows it. On a terminal no header can steer the terminal. */
export function renderHead({ status, statusText, headers }: AnswerHead, terminal: boolean): Uint8Array {
  const lines = [`HTTP/1.1 ${status} ${statusText}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  if (!terminal) return Buffer.from(asText(lines), 'latin1')
  return Buffer.from(asText(lines.map((line) => harmless(Buffer.from(line, 'latin1').toString('utf8')))))
}

function asText(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`
}
