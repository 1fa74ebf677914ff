import { LIMITS, type Limits } from './limits.js'
import { KEY_USAGE_RULE } from './rules/credential.js'
import { claimsOf, type Rule } from './rules/rule.js'
import { RULES } from './rules.js'

/** How strict to be where it is not known how strict Maskinporten is. What is left out is as published. */
export interface Strictness {
  undocumentedClaims?: 'refuse' | 'allow'
  textResource?: 'refuse' | 'allow'
  /** Of a certificate that is not for digitalSignature. It is allowed unless told otherwise. */
  keyUsage?: 'refuse' | 'allow'
  maxLifetime?: number
  clockAhead?: number
  clockBehind?: number
}

/** The numbers to judge by. */
export function limitsOf({ maxLifetime, clockAhead, clockBehind }: Strictness): Limits {
  return {
    lifetime: maxLifetime ?? LIMITS.lifetime,
    ahead: clockAhead ?? LIMITS.ahead,
    behind: clockBehind ?? LIMITS.behind,
  }
}

/** The rules to judge by, each with a title that is true. */
export function rulesOf(strictness: Strictness): readonly Rule[] {
  const limits = limitsOf(strictness)
  const titles: Readonly<Record<string, string>> = {
    'claims.iat.ahead': `iat is at most ${limits.ahead} seconds ahead of the server`,
    'claims.iat.behind': `iat is at most ${limits.behind} seconds behind the server`,
    'claims.exp.lifetime': `exp - iat is at most ${limits.lifetime} seconds`,
  }
  return withKeyUsage(strictness)
    .filter(({ id }) => strictness.undocumentedClaims !== 'allow' || id !== 'claims.documented')
    .map((rule) => ({ ...rule, title: titles[rule.id] ?? rule.title }))
    .map((rule) =>
      strictness.textResource === 'allow' && rule.id === 'claims.resource' ? orText(rule) : rule,
    )
}

/** Beside the other rules of the certificate, before it is asked whose it is. */
function withKeyUsage({ keyUsage }: Strictness): readonly Rule[] {
  const at = keyUsage === 'refuse' ? RULES.findIndex(({ id }) => id === 'certificate.organisation') : -1
  return at < 0 ? RULES : RULES.toSpliced(at, 0, KEY_USAGE_RULE)
}

function orText(rule: Rule): Rule {
  return {
    ...rule,
    title: 'resource, when there is one, is a string or an array of strings',
    check(context) {
      const { resource } = claimsOf(context)
      return typeof resource === 'string' && resource !== '' ? undefined : rule.check(context)
    },
  }
}
