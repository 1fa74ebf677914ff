import type { HttpRequest } from '../protocol/http.js'
import { type AcceptedGrant, acceptedGrant } from './accepted-grant.js'
import type { Refusal, Rule } from './rules/rule.js'
import { markOf } from './rules/single-use.js'
import { RULES } from './rules.js'
import { type Court, type TakenApart, takeApart } from './take-apart.js'

/** A grant that bought a token, or the first rule that it broke and what the server says of it. */
export type Verdict = { grant: AcceptedGrant } | { refusal: Refusal; rule?: Rule }

const INCOMPLETE: Refusal = {
  status: 500,
  error: 'server_error',
  description: 'No rule refused, and no token can be made.',
}

/** Asks every rule in turn. Only a grant that all of them let pass is spent. */
export async function judge(
  request: HttpRequest,
  court: Court,
  rules: readonly Rule[] = RULES,
): Promise<Verdict> {
  const context = await takeApart(request, court)
  court.witness?.(request, context, rules)
  // From here to the end nothing waits: two requests with one grant cannot both find it unspent.
  for (const rule of rules) {
    const refusal = rule.check(context)
    if (refusal) return { refusal, rule }
  }
  return accept(context)
}

function accept(context: TakenApart): Verdict {
  const grant = acceptedGrant(context)
  if (grant === undefined) return { refusal: INCOMPLETE }
  context.spent.spend(markOf(context), Number(context.jws?.claims.exp), context.now)
  return { grant }
}
