import type { Language } from '../../errors.js'
import type { StepName, StepResult } from '../../flows/doctor/step.js'
import { printable } from '../../printable.js'
import { networkRemedies } from './doctor-network.js'
import { hintsFor } from './hints.js'

/** A step as it is told: what came of it, and what can be done about it. */
export interface TriedStep {
  step: StepName
  status: StepResult['status']
  message: string
  remedy: string[]
}

/** Puts to each step what a person can do about it; refusals are explained in this language. */
export function withRemedies(results: readonly StepResult[], language: Language): TriedStep[] {
  return results.map((result) => {
    const { step, status, message } = result
    const isGood = status === 'passed' || status === 'skipped'
    return { step, status, message, remedy: isGood ? [] : remedyOf(result, language) }
  })
}

function remedyOf({ step, error }: StepResult, language: Language): string[] {
  const special = error && step === 'network' ? networkRemedies(error) : []
  if (special.length > 0) return special
  const hints = error ? hintsFor(error, language) : []
  return hints.length > 0 ? hints : REMEDIES[step]
}

/** For what no failure of any other command has a hint for. */
const REMEDIES: Record<StepName, string[]> = {
  configuration: ['mp config show says what a command would run with, and where each value came from'],
  key: ['mp key inspect shows what the file holds, and which key would be taken'],
  certificate: ['mp key check judges the certificates, and order a new one in good time'],
  network: ['look at the name, the firewall, and HTTPS_PROXY and NO_PROXY'],
  clock: ['set the clock of this machine, and let it be kept by NTP: a grant may be off by 10 s'],
  metadata: [
    'compare issuer and tokenEndpoint of the environment with those of the metadata (mp config show)',
  ],
  grant: ['mp grant, and mp lint of what it prints, say more'],
  token: ['mp token --verbose says what is asked of whom'],
  scope: ['the scope must be on the client: mp admin client show'],
  altinn: ['mp token --altinn --verbose says what is asked of whom'],
  api: ["look at the API's own answer: mp call"],
}

const WORDS: Record<StepResult['status'], string> = {
  passed: 'ok  ',
  warned: 'warn',
  failed: 'FAIL',
  skipped: 'skip',
}

/** The steps for a person, a line each, and under those that want something done, what. */
export function renderDoctor(ok: boolean, steps: readonly TriedStep[]): string {
  const width = Math.max(...steps.map(({ step }) => step.length))
  const lines = steps.flatMap(({ step, status, message, remedy }) => [
    `${WORDS[status]}  ${step.padEnd(width)}  ${message}`,
    ...remedy.map((text) => `${' '.repeat(width + 8)}-> ${text}`),
  ])
  return [...lines, summary(ok, steps)].map((line) => `${printable(line)}\n`).join('')
}

function summary(ok: boolean, steps: readonly TriedStep[]): string {
  const named = (status: StepResult['status']) =>
    steps.filter((it) => it.status === status).map(({ step }) => step)
  if (!ok) return `the trouble is in: ${named('failed').join(', ')}`
  const warnings = named('warned')
  return warnings.length > 0 ? `it works, with a warning of: ${warnings.join(', ')}` : 'nothing is wrong'
}

/** The same as one line of JSON (`mp.doctor/1`). */
export function renderDoctorJson(ok: boolean, steps: readonly TriedStep[]): string {
  return `${JSON.stringify({ schema: 'mp.doctor/1', ok, steps })}\n`
}
