import { asJacksonWrites } from '../../protocol/jackson-json.js'
import { isJson } from '../../protocol/valid-json.js'

/** The first of jwt-grant-generator's two blocks. */
export function renderGrantBlock(assertion: string): string {
  return `Generated JWT-grant:\n${assertion}\n`
}

/** The second: the answer's body as it came. Where there was none, Java writes its word for nothing. */
export function renderAnswerBlock(body: string | undefined): string {
  return `\nRetrieved token-response:\n${body ?? 'null'}\n`
}

/** The one line of its JSON. An answer that is no JSON has no place in it, and then there is no line. */
export function renderJsonLine(assertion: string, body?: string): string {
  if (body === undefined) return `{"grant":"${assertion}"}\n`
  return isJson(body) ? `{"grant":"${assertion}","token":${asJacksonWrites(body)}}\n` : ''
}
