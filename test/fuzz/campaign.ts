import { MpError } from '../../src/errors.js'
import { toSigningKey } from '../../src/keys/fitness.js'
import { openKeystore } from '../../src/keys/open.js'
import type { Entry } from '../../src/keys/signing-key.js'
import { type Format, type ReadVector, type Sample, samplesOf } from './formats.js'
import { Random, seedOf } from './random.js'

/** Which variants of a format to try. */
export interface Campaign {
  readonly format: Format
  readonly seed: number
  readonly from: number
  readonly count: number
}

/** What came of a campaign. */
export interface Report {
  readonly format: Format
  readonly count: number
  /** How often each code came, and how often a file opened all the same. */
  readonly outcomes: Record<string, number>
  slowest: { ms: number; index: number; file: string }
  /** Errors that are not mp's, that mp did not foresee, or that do not say which file they are of. */
  readonly foreign: string[]
}

const LABEL = 'skadet.fil'
const NOW = 1_800_000_000

/** Opens damaged variants and judges what comes of it. `progress` hears of each before it is opened. */
export async function run(
  campaign: Campaign,
  read: ReadVector,
  progress = (_index: number) => {},
): Promise<Report> {
  const { format, seed, from, count } = campaign
  const samples = samplesOf(format, read)
  const report: Report = { format, count, outcomes: {}, slowest: { ms: 0, index: -1, file: '' }, foreign: [] }
  for (let index = from; index < from + count; index++) {
    progress(index)
    const sample = samples[index % samples.length] as Sample
    await tryOne(sample, new Random(seedOf(seed, format, index)), index, report)
  }
  return report
}

async function tryOne(sample: Sample, random: Random, index: number, report: Report): Promise<void> {
  const bytes = sample.damage(random)
  const start = performance.now()
  const outcome = await outcomeOf(bytes, sample)
  const ms = performance.now() - start
  if (ms > report.slowest.ms) report.slowest = { ms, index, file: sample.file }
  const name = outcome instanceof MpError ? outcome.code : outcome === undefined ? 'opened' : 'foreign'
  report.outcomes[name] = (report.outcomes[name] ?? 0) + 1
  if (outcome !== undefined && !isOurs(outcome))
    report.foreign.push(`${index} (${sample.file}): ${trace(outcome)}`)
}

/** What opening a file ends in: an error, or undefined if it opened. */
async function outcomeOf(bytes: Buffer, { passwords }: Sample): Promise<unknown> {
  try {
    const { entries } = await openKeystore(bytes, passwords, LABEL)
    entries.forEach(judge)
    return undefined
  } catch (error) {
    return error
  }
}

/** All that a command may ask of an entry. */
function judge(entry: Entry): void {
  for (const { subject, issuer } of entry.certificates) `${subject}${issuer}`.normalize()
  if (entry.type !== 'private-key') return
  for (const kid of [undefined, 'kid']) {
    try {
      toSigningKey(entry, { now: NOW, kid, label: LABEL })
    } catch (error) {
      if (!isOurs(error)) throw error
    }
  }
}

/** Does it say which file it is of, and was it foreseen? What was not, `openKeystore` calls damage without another word. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof MpError) || !error.code.startsWith('MP_KEY_')) return false
  return error.message.includes(`"${LABEL}" `) && error.message !== `"${LABEL}" is damaged`
}

function trace(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? `${error.stack}` : `${error.stack}, of ${trace(error.cause)}`
}
