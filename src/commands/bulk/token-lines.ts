import { LANES } from '../../flows/bulk/person-tokens.js'
import type { Host } from '../../host.js'
import { readCache } from '../options/cache.js'
import { readLanguage } from '../options/language.js'
import type { RawOptions } from '../options/option.js'
import { readPersonsSource } from '../options/persons.js'
import { readTokenPrinting } from '../options/token-format.js'
import { prepare, routeOf } from '../prepare.js'
import { openPersons } from './open-persons.js'
import { printLines } from './print-lines.js'
import { tally } from './tally.js'

/**
 * `mp token --pid @file`: a line of JSON for each person of a list, in order. Gives 4 where somebody was refused, else the code
 * of the first failure. Nothing is kept.
 */
export async function runTokenLines(raw: RawOptions, host: Host): Promise<number | undefined> {
  const source = readPersonsSource(raw, host.cwd)
  const { output } = readTokenPrinting(raw, host.cwd)
  readCache(raw)
  const language = readLanguage(raw, host.env)
  const persons = await openPersons(source, host)
  host.useEveryCore()
  const prepared = await prepare({ ...raw, pid: undefined }, host, 'reach')
  const pool = host.pool(prepared.options.timeoutMs, LANES, routeOf(prepared.resolved))
  try {
    await pool.findWay(prepared.resolved.environment.value.issuer)
    const counted = await tally(persons, { ...prepared, output }, host)
    const isWhole = await printLines(persons, { ...prepared, output, language, pool, counted }, host)
    return isWhole ? counted.judge() : undefined
  } finally {
    pool.close()
    await prepared.release()
  }
}
