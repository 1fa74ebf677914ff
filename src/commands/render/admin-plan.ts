import { type Step, toSteps } from '../../flows/admin/apply-steps.js'
import type { Change, PlannedObject } from '../../flows/admin/plan-changes.js'
import { printable } from '../../printable.js'

/** What a plan was made of. */
export interface PlanFacts {
  /** The file as it was typed. */
  file: string
  environment: string
  /** Whether what is extra is to go. */
  prune: boolean
}

/** All differences for a person, in the order that they would be made in, and what they come to. */
export function renderPlan(changes: readonly Change[], facts: PlanFacts): string {
  if (changes.length === 0) return renderNoDifference(facts)
  const blocks = toSteps(changes, { prune: true }).map((step) => ({
    head: `${MARKS[step.kind]} ${objectText(step.object)}`,
    lines: step.changes.flatMap((change) => changeLines(change, facts)),
  }))
  const text = blocks.flatMap(({ head, lines }, at) =>
    blocks[at - 1]?.head === head ? lines : [head, ...lines],
  )
  return [...text, renderCounts(changes, facts)].map((line) => `${line}\n`).join('')
}

/** The same as one line of JSON (`mp.plan/1`). */
export function renderPlanJson(changes: readonly Change[], facts: PlanFacts): string {
  return `${JSON.stringify({ schema: 'mp.plan/1', ...facts, changes: changes.map(toJson) })}\n`
}

/** Said where there is nothing to say. */
export function renderNoDifference({ file, environment }: PlanFacts): string {
  return `nothing to change: environment "${environment}" is as "${printable(file)}" says\n`
}

/** How many of what there are: `1 to create, 2 to add`. */
export function renderCounts(changes: readonly Change[], { prune }: Pick<PlanFacts, 'prune'>): string {
  const extra = prune ? 'to remove' : 'extra, which only --prune removes'
  return countKinds(changes, { create: 'to create', change: 'to change', add: 'to add', extra })
}

/** The changes of each kind in one line, without those that there are none of. */
export function countKinds(changes: readonly Change[], words: Record<Change['kind'], string>): string {
  const kinds = Object.keys(words) as Change['kind'][]
  const counts = kinds.map((kind) => ({ kind, count: changes.filter((it) => it.kind === kind).length }))
  return counts.flatMap(({ kind, count }) => (count === 0 ? [] : [`${count} ${words[kind]}`])).join(', ')
}

/** What a change is about, for a person. */
export function objectText({ type, name, id }: PlannedObject): string {
  const what = type === 'access' ? 'access to' : type
  return printable(`${what} ${name}${id === undefined ? '' : ` (${id})`}`)
}

/** A change with every member that it may have. */
export function toJson({ kind, object: { type, name, id }, member, from, to }: Change): object {
  const object = { type, name, ...(type === 'client' && { id: id ?? null }) }
  return { kind, object, member: member ?? null, from: from ?? null, to: to ?? null }
}

/** Nothing goes as a whole. */
const MARKS: Record<Step['kind'], string> = { create: '+', change: '~', remove: '~' }

function changeLines({ kind, member = '', from, to }: Change, { prune }: PlanFacts): string[] {
  switch (kind) {
    case 'create':
      return Object.entries(to as object).flatMap(([name, value]) =>
        [value].flat().map((one) => `    + ${name}: ${valueText(one)}`),
      )
    case 'change':
      return [`    ~ ${member}: ${valueText(from)} -> ${valueText(to)}`]
    case 'add':
      return [`    + ${member}: ${valueText(to)}`]
    case 'extra':
      return [`    - ${member}: ${valueText(from)}${prune ? '' : ' (only --prune removes it)'}`]
  }
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing'
  return printable(typeof value === 'string' && /^[\w:./-]+$/.test(value) ? value : JSON.stringify(value))
}
