import { isDeepStrictEqual } from 'node:util'
import { MpError } from '../../errors.js'
import type { Change } from '../../flows/admin/plan-changes.js'
import type { Host } from '../../host.js'
import { mayPrompt } from '../may-prompt.js'
import { type PlanFacts, renderCounts, renderPlan } from '../render/admin-plan.js'
import type { AdminContext } from './administer.js'
import { confirm, isProduction } from './confirm.js'

/** A plan that is about to be applied. */
export interface PlanToConfirm {
  changes: readonly Change[]
  facts: PlanFacts
  yes: boolean
  /** Makes the plan once more. */
  again(): Promise<readonly Change[]>
}

/**
 * Asks a person, who is shown the plan, as {@link confirm} does. A plan that somebody thought about is made anew: throws
 * `MP_CHANGED_MEANWHILE` where it has become another.
 */
export async function confirmPlan(
  host: Host,
  { options, environment, clientId }: Pick<AdminContext, 'options' | 'environment' | 'clientId'>,
  { changes, facts, yes, again }: PlanToConfirm,
): Promise<void> {
  const made = changes.filter(({ kind }) => facts.prune || kind !== 'extra')
  const removals = made.filter(({ kind }) => kind === 'extra')
  const destructive = removals.length > 0
  if (made.length === 0 || yes || !(destructive || isProduction(environment))) return
  const lost = removals.find(({ object }) => object.id !== undefined && object.id === clientId)
  const change = lost
    ? `scope "${lost.from}" is to be taken from client "${clientId}"`
    : `"${facts.file}" is to be applied (${renderCounts(made, facts)})`
  if (!lost && !options.json && mayPrompt(options, host)()) host.stderr(renderPlan(made, facts))
  await confirm(host, options, environment, { change, destructive, undercutting: lost !== undefined, yes })
  if (isDeepStrictEqual(await again(), changes)) return
  throw new MpError(
    'MP_CHANGED_MEANWHILE',
    'what is there was changed while it was asked; nothing was written',
  )
}
