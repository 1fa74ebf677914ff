import { BEYOND } from './beyond.js'
import type { Fault, JudgedGrant, Rule } from './rule.js'
import { LINT_RULES } from './rules.js'

/** A breach of a rule. */
export interface Finding extends Fault {
  readonly rule: string
  readonly source: string
  /** `MP-110` and the like, or null where Digdir has no number for it. */
  readonly code: string | null
}

/** A rule that could not be asked, or not wholly, and why. */
export interface NotChecked {
  readonly rule: string
  readonly why: string
}

export interface Judgement {
  readonly findings: readonly Finding[]
  /** Ids of the rules that were asked. */
  readonly checked: readonly string[]
  readonly notChecked: readonly NotChecked[]
}

/** Holds a grant against every rule that can be asked of it: all findings are told, and not the first alone. */
export function lintGrant(grant: JudgedGrant, rules: readonly Rule[] = LINT_RULES): Judgement {
  const judgements = [...rules.map((rule) => judge(rule, grant)), beyond()]
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    checked: judgements.flatMap(({ checked }) => checked),
    notChecked: judgements.flatMap(({ notChecked }) => notChecked),
  }
}

function judge(rule: Rule, grant: JudgedGrant): Judgement {
  const verdict = rule.check(grant)
  const { id, source, code = null, unseen } = rule
  if ('why' in verdict) return { findings: [], checked: [], notChecked: [{ rule: id, why: verdict.why }] }
  return {
    findings: verdict.map((fault) => ({ ...fault, rule: id, source, code })),
    checked: [id],
    notChecked: unseen === undefined ? [] : [{ rule: id, why: unseen }],
  }
}

function beyond(): Judgement {
  const notChecked = Object.entries(BEYOND).map(([rule, { why }]) => ({ rule, why }))
  return { findings: [], checked: [], notChecked }
}
