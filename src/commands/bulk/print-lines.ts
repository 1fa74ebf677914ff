import { type Language, ReaderGone } from '../../errors.js'
import { personTokens } from '../../flows/bulk/person-tokens.js'
import { readPersons } from '../../flows/bulk/persons.js'
import type { Host, Pool } from '../../host.js'
import { type Interruption, interruption } from '../call/interruption.js'
import { openOutput } from '../call/output.js'
import type { Destination } from '../options/key-file.js'
import type { Prepared } from '../prepare.js'
import { renderPersonLine } from '../render/person-line.js'
import type { OpenedPersons } from './open-persons.js'
import type { Tally } from './tally.js'

export interface LinesContext extends Prepared {
  output: Destination
  language: Language
  pool: Pool
  counted: Tally
}

/**
 * Prints a line for each person as soon as it is its turn. A file gets its name when all lines are in it, and is not there
 * otherwise; what went to standard output before a run broke off is whole lines. Gives false where its reader went away.
 */
export async function printLines(
  persons: OpenedPersons,
  context: LinesContext,
  host: Host,
): Promise<boolean> {
  const file = await openOutput(context.output, host)
  const flow = file ?? (await host.outflow())
  const interrupted = interruption(host)
  const write = (line: string) => flow.sink(Buffer.from(line))
  try {
    await interrupted.before(writeEach(persons, context, { write, interrupted }, host))
    await flow.end()
    await file?.commit()
    return true
  } catch (error) {
    if (file) await file.abandon()
    else await flow.end().catch(() => {}) // the first failure is the one to tell
    if (error instanceof ReaderGone) return false
    throw error
  } finally {
    context.counted.end()
  }
}

interface Going {
  write(line: string): Promise<void> | undefined
  interrupted: Interruption
}

async function writeEach(
  persons: OpenedPersons,
  { resolved, ports, pool, counted, language, ...request }: LinesContext,
  { write, interrupted }: Going,
  host: Host,
): Promise<void> {
  const environment = resolved.environment.value
  const given = { environment: environment.name, profile: resolved.profile?.value ?? null, language }
  const outcomes = personTokens(
    readPersons(persons.read()),
    { ...request, environment },
    {
      ...ports,
      send: counted.sending(pool.send),
      warn: counted.warn,
      tell: () => {}, // of each try of thousands: the summary tells how many there were
      milliseconds: host.milliseconds,
      stopping: () => interrupted.stopping,
    },
  )
  for await (const outcome of outcomes) {
    if (interrupted.stopping) return
    await write(renderPersonLine(outcome, given, host.now()))
    counted.add(outcome)
  }
}
