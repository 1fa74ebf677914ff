import type { Host } from '../host.js'
import { REFUSAL_GROUPS, REFUSALS } from '../protocol/refusals/catalogue.js'
import { readStandardInput } from '../read-file.js'
import { type Found, findByName, findInText } from './explain/find.js'
import { readGlobal } from './options/global.js'
import { readLanguage } from './options/language.js'
import type { RawOptions } from './options/option.js'
import { renderExplanations, renderExplanationsJson, renderRefusalList } from './render/explanation.js'

/** `mp explain`: what a code or an answer means, and what to do. Alone on a terminal, all that can be explained. */
export async function runExplain(raw: RawOptions, host: Host, [code]: readonly string[]): Promise<undefined> {
  const { json } = readGlobal(raw)
  const language = readLanguage(raw, host.env)
  const isAlone = code === undefined && host.isTerminal(0)
  const found = isAlone ? REFUSALS.map((entry): Found => ({ entry })) : await find(code, host)
  if (json) host.stdout(renderExplanationsJson(found, language))
  else if (isAlone) host.stdout(renderRefusalList(REFUSAL_GROUPS, language))
  else host.stdout(renderExplanations(found, language))
}

async function find(code: string | undefined, host: Host): Promise<Found[]> {
  if (code !== undefined && code !== '-') return findByName(code)
  return findInText(Buffer.from(await readStandardInput(host, 'MP_FILE')).toString())
}
