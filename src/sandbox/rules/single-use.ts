import { createHash } from 'node:crypto'
import type { TakenApart } from '../take-apart.js'
import { invalidGrant, type Rule, refuseIf, TROUBLE_PAGE } from './rule.js'

/** A grant buys one token. It is spent when the last rule has let it pass, and not before. */
export const SINGLE_USE_RULES: readonly Rule[] = [
  {
    id: 'grant.unused',
    title: 'neither this jti of this client nor, without a jti, this very grant has bought a token before',
    source: TROUBLE_PAGE,
    code: 'MP-012',
    check: (context) => refuseIf(context.spent.has(markOf(context)), invalidGrant('Grant is used before.')),
  },
]

/** What a spent grant is known by: its client and jti, else what its signature covers. */
export function markOf({ jws }: TakenApart): string {
  const { iss, jti } = jws?.claims ?? {}
  if (typeof jti === 'string') return JSON.stringify([iss, jti])
  return createHash('sha256')
    .update(jws?.signingInput ?? '')
    .digest('hex')
}
