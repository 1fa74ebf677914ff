import { EXIT_CODES } from '../../exit-codes.js'
import type { PersonOutcome } from '../../flows/bulk/person-token.js'
import { readPersons } from '../../flows/bulk/persons.js'
import type { Host } from '../../host.js'
import type { Send } from '../../protocol/http.js'
import { showsProgress } from '../call/meters.js'
import type { Destination } from '../options/key-file.js'
import type { Prepared } from '../prepare.js'
import { renderCount } from '../render/count.js'
import { progressMeter } from '../render/progress.js'
import type { OpenedPersons } from './open-persons.js'

/** What became of the lines of a run, in numbers. */
export interface Tally {
  /** Counts what is sent. */
  sending(send: Send): Send
  add(outcome: PersonOutcome): void
  /** Keeps a warning until the progress is not in its way. */
  warn(text: string): void
  /** Takes the progress away. */
  end(): void
  /** Tells how it went, and gives the exit code: 4 where somebody was refused, else that of the first failure. */
  judge(): number | undefined
}

/** Begins to count, and shows it to a person who would otherwise see nothing. */
export async function tally(
  persons: OpenedPersons,
  { options, report, output }: Pick<Prepared, 'options' | 'report'> & { output: Destination },
  host: Host,
): Promise<Tally> {
  const codes = new Map<number, number>()
  const started = host.milliseconds()
  let all = 0
  let failed = 0
  let requests = 0
  const warnings: string[] = []
  const isTerminal = showsProgress(options, output, host)
  const meter = progressMeter({
    write: host.stderr,
    milliseconds: host.milliseconds,
    isTerminal,
    ...(isTerminal && persons.repeatable && { total: await countOf(persons) }),
    render: (progress) => renderCount({ ...progress, failed }),
  })

  return {
    sending: (send) => (request) => {
      requests++
      return send(request)
    },
    add(outcome) {
      all++
      if ('error' in outcome) {
        const code = EXIT_CODES[outcome.error.code]
        codes.set(code, (codes.get(code) ?? 0) + 1)
        failed++
      }
      meter.add(1)
    },
    warn: (text) => void warnings.push(text),
    end() {
      meter.end()
      for (const text of warnings.splice(0)) report.warn(text)
    },
    judge() {
      if (all === 0) report.note('the list is empty: nothing was asked for')
      if (failed > 0) report.note(`${failed} of ${all} lines got no token`)
      const seconds = ((host.milliseconds() - started) / 1000).toFixed(1)
      report.tell(`${all - failed} tokens for ${all} lines, ${requests} requests in ${seconds} s`)
      return codes.has(REFUSED) ? REFUSED : [...codes.keys()][0]
    },
  }
}

const REFUSED = EXIT_CODES.MP_REFUSED

async function countOf(persons: OpenedPersons): Promise<number> {
  let count = 0
  for await (const _ of readPersons(persons.read())) count++
  return count
}
