import { MpError } from '../../errors.js'
import { applyStep } from '../../flows/admin/apply.js'
import { type Step, toSteps } from '../../flows/admin/apply-steps.js'
import { plan } from '../../flows/admin/plan.js'
import type { AdminSession } from '../../flows/admin/session.js'
import { readWanted } from '../../flows/admin/wanted.js'
import type { Host } from '../../host.js'
import { readChange } from '../options/admin.js'
import { readPrune, readWantedSource } from '../options/admin-plan.js'
import type { RawOptions } from '../options/option.js'
import {
  type Applied,
  newClients,
  renderApplied,
  renderAppliedJson,
  stepText,
} from '../render/admin-applied.js'
import type { PlanFacts } from '../render/admin-plan.js'
import type { Reporter } from '../reporter.js'
import { administer, WRITE_CLIENTS } from './administer.js'
import { confirmPlan } from './confirm-plan.js'
import { scopesFor, showPlan } from './plan.js'

/**
 * `mp admin apply`: makes what is there as a file says, a step at a time and in a safe order. With `--dry-run` it is
 * `mp admin plan` without its exit code.
 */
export async function runApply(raw: RawOptions, host: Host, args: readonly string[]): Promise<undefined> {
  const { dryRun, yes } = readChange(raw)
  if (dryRun) {
    await showPlan(raw, host, args)
    return
  }
  const source = readWantedSource(args, host.cwd)
  const prune = readPrune(raw)
  const wanted = await readWanted(source, host)
  return administer(raw, host, scopesFor(wanted, WRITE_CLIENTS), async (session, context) => {
    const { options, environment, report } = context
    const facts: PlanFacts = { file: source.label, environment: environment.name, prune }
    const changes = await plan(session, wanted)
    await confirmPlan(host, context, { changes, facts, yes, again: () => plan(session, wanted) })
    const steps = await applyAll(session, toSteps(changes, { prune }), report)
    const applied: Applied = { steps, left: prune ? [] : changes.filter(({ kind }) => kind === 'extra') }
    host.stdout(options.json ? renderAppliedJson(applied, facts) : renderApplied(applied, facts))
    for (const { name, id } of newClients(steps))
      report.hint(`put id: ${id} beside "${name}" in "${source.label}": names may be changed`)
  })
}

/** Stops at the first failure: what was done before it has been said. */
async function applyAll(
  session: AdminSession,
  steps: readonly Step[],
  report: Pick<Reporter, 'note'>,
): Promise<Step[]> {
  const done: Step[] = []
  for (const step of steps) {
    const id = await applyStep(session, step).catch((error: unknown) => {
      report.note(`${done.length} of ${steps.length} steps are done`)
      if (error instanceof MpError) error.resumable = true
      throw error
    })
    const made = id === undefined ? step : { ...step, object: { ...step.object, id } }
    done.push(made)
    report.note(stepText(made))
  }
  return done
}
