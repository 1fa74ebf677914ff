import type { Step } from '../../flows/admin/apply-steps.js'
import type { Change, PlannedObject } from '../../flows/admin/plan-changes.js'
import { printable } from '../../printable.js'
import { countKinds, objectText, type PlanFacts, renderNoDifference, toJson } from './admin-plan.js'

/** What was done, and what was not. */
export interface Applied {
  /** The steps; clients that were made have their ids. */
  steps: readonly Step[]
  /** What is there beyond the file, and was let be. */
  left: readonly Change[]
}

/** A step that has been made, for a person: `created client kontroll (6f0d)`. */
export function stepText({ kind, object, changes }: Step): string {
  const [first] = changes
  if (object.type === 'access')
    return first?.kind === 'extra'
      ? printable(`took access to ${object.name} from ${first.from}`)
      : printable(`granted ${first?.to} access to ${object.name}`)
  if (kind !== 'remove') return `${kind}d ${objectText(object)}`
  return printable(`took ${changes.map(({ from }) => from).join(', ')} from ${objectText(object)}`)
}

/** What was done, for a person, with the ids of the clients that are new. */
export function renderApplied({ steps, left }: Applied, facts: PlanFacts): string {
  if (steps.length + left.length === 0) return renderNoDifference(facts)
  const changes = steps.flatMap((step) => step.changes)
  const words = { create: 'created', change: 'changed', add: 'added', extra: 'removed' }
  const done = countKinds(changes, words) || 'nothing done'
  const rest = left.length === 0 ? '' : `; ${left.length} extra left, which only --prune removes`
  const ids = newClients(steps).map(({ name, id }) => printable(`client ${name} has id ${id}`))
  return [`${done}${rest}`, ...ids].map((line) => `${line}\n`).join('')
}

/** The same as one line of JSON (`mp.apply/1`). */
export function renderAppliedJson({ steps, left }: Applied, facts: PlanFacts): string {
  const changes = steps.flatMap((step) =>
    step.changes.map((change) => toJson({ ...change, object: step.object })),
  )
  return `${JSON.stringify({ schema: 'mp.apply/1', ...facts, changes, left: left.map(toJson) })}\n`
}

/** The clients that were made. */
export function newClients(steps: readonly Step[]): PlannedObject[] {
  return steps
    .filter(({ kind, object }) => kind === 'create' && object.type === 'client')
    .map(({ object }) => object)
}
