import { MpError } from '../../errors.js'
import { CONFIGURATION } from './configuration.js'
import { GRANT } from './grant.js'
import { CERTIFICATE, KEY } from './key.js'
import { CLOCK, METADATA, NETWORK } from './network.js'
import { type Chart, type ExaminePorts, type Outcome, type Step, type StepResult, skipped } from './step.js'
import { ALTINN, API, SCOPE, TOKEN } from './token.js'

const ALL: readonly Step[] = [
  CONFIGURATION,
  KEY,
  CERTIFICATE,
  NETWORK,
  CLOCK,
  METADATA,
  GRANT,
  TOKEN,
  SCOPE,
  ALTINN,
  API,
]

/** What all steps came to. */
export interface Examination {
  results: readonly StepResult[]
  /** Whether nothing failed. */
  ok: boolean
  chart: Chart
}

/** Tries the whole way from the settings to the API. What stands on a step that failed is skipped, so that the cause stands alone. */
export async function examine(ports: ExaminePorts): Promise<Examination> {
  const chart: Chart = {}
  const results: StepResult[] = []
  for (const step of ALL) results.push({ step: step.name, ...(await outcomeOf(step, chart, results, ports)) })
  return { results, ok: results.every(({ status }) => status !== 'failed'), chart }
}

async function outcomeOf(
  step: Step,
  chart: Chart,
  before: readonly StepResult[],
  ports: ExaminePorts,
): Promise<Outcome> {
  if (step.network && ports.offline) return skipped('it asks the network, and --offline was given')
  const missing = before.find((it) => step.needs.includes(it.step) && isMissing(it))
  if (missing) return skipped(whyWithout(missing))
  try {
    return await step.run(chart, ports)
  } catch (error) {
    if (!(error instanceof MpError) || error.code === 'MP_USAGE') throw error
    return { status: 'failed', message: error.message, error }
  }
}

/** Names the step that failed, and not those that were skipped for it. */
function whyWithout({ step, status, message }: StepResult): string {
  return status === 'failed' ? `needs ${step}, which failed` : message
}

function isMissing({ status }: StepResult): boolean {
  return status === 'failed' || status === 'skipped'
}
