import type { Rule } from '../rules/rule.js'
import type { TakenApart } from '../take-apart.js'
import { concerns, needsOf } from './concerns.js'
import { remedyFor } from './remedies.js'

/**
 * What became of a rule: it held; it was broken; it is about something that the grant does not have; or it could not be
 * asked, because what it needs to know was broken itself.
 */
export type Standing = 'held' | 'broken' | 'moot' | 'unasked'

/** One rule, and what became of it. */
export interface Finding {
  id: string
  /** What the rule is about, as a heading. */
  group: string
  title: string
  source: string
  code?: string
  standing: Standing
  /** The rule that the server answered by: the first that was broken. */
  spoke?: true
  /** What to do about it, where it was broken. */
  remedy?: string
}

/**
 * Asks every rule, also those after the one that the server answers by. Nothing is spent and nothing is changed: the
 * rules only look, so that asking them twice makes no difference.
 */
export function examine(context: TakenApart, rules: readonly Rule[]): Finding[] {
  const stands = new Map<string, Standing>()
  let hasSpoken = false
  return rules.map((rule) => {
    const standing = standingOf(rule, context, stands)
    stands.set(rule.id, standing)
    const spoke = standing === 'broken' && !hasSpoken
    hasSpoken ||= spoke
    const { id, title, source, code } = rule
    return {
      id,
      group: groupOf(id),
      title,
      source,
      ...(code !== undefined && { code }),
      standing,
      ...(spoke && { spoke }),
      ...(standing === 'broken' && { remedy: remedyFor(id, context) }),
    }
  })
}

const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^scenario\./, 'What is played'],
  [/^form\./, 'The request'],
  [/^(jwt|header)\./, 'The header'],
  [/^(client|credential|kid|certificate)\.|^signature$/, 'Who sent it'],
  [/^(claims|grant)\./, 'The claims'],
  [/^(consumer_org|iss_onbehalfof|pid)\./, 'Whom it is for'],
  [/^scope\./, 'The scopes'],
  [/^details\./, 'Authorization details'],
]

function groupOf(id: string): string {
  return GROUPS.find(([pattern]) => pattern.test(id))?.[1] ?? 'Others'
}

/** The server asks its rules one by one and stops; a rule that is broken for want of what another should have found is not counted again. */
function standingOf(rule: Rule, context: TakenApart, stands: ReadonlyMap<string, Standing>): Standing {
  const isLost = needsOf(rule.id).some((id) => ['broken', 'unasked'].includes(stands.get(id) ?? 'held'))
  if (isLost) return 'unasked'
  if (rule.check(context) !== undefined) return 'broken'
  return concerns(rule.id, context) ? 'held' : 'moot'
}
