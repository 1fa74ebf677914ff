import type { Change, PlannedObject } from './plan-changes.js'

/** Changes that are made together: those of one object, or one organisation's access. */
export interface Step {
  kind: 'create' | 'change' | 'remove'
  object: PlannedObject
  changes: readonly Change[]
}

/** The steps that make the changes, in the same order. What is extra is let be unless it is to be pruned. */
export function toSteps(changes: readonly Change[], { prune }: { prune: boolean }): Step[] {
  const steps = new Map<string, Step>()
  for (const change of changes.filter(({ kind }) => prune || kind !== 'extra')) {
    const key = keyOf(change)
    const { object, changes: earlier } = steps.get(key) ?? { object: change.object, changes: [] }
    steps.set(key, { kind: kindOf(change), object, changes: [...earlier, change] })
  }
  return [...steps.values()]
}

function kindOf({ kind }: Change): Step['kind'] {
  if (kind === 'create') return 'create'
  return kind === 'extra' ? 'remove' : 'change'
}

/** The API gives and takes access one organisation at a time. */
function keyOf(change: Change): string {
  const { type, id, name } = change.object
  const one = type === 'access' ? [change.to ?? change.from] : []
  return JSON.stringify([kindOf(change), type, id ?? null, name, ...one])
}
