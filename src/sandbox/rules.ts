import { CLAIM_RULES } from './rules/claims.js'
import { CREDENTIAL_RULES } from './rules/credential.js'
import { DETAIL_CLAIM_RULES, DETAIL_RULES } from './rules/details.js'
import { FORM_RULES } from './rules/form.js'
import { HEADER_RULES } from './rules/header.js'
import { PARTY_RULES } from './rules/parties.js'
import type { Rule } from './rules/rule.js'
import { SCOPE_RULES } from './rules/scopes.js'
import { SINGLE_USE_RULES } from './rules/single-use.js'

/**
 * Every rule of the token endpoint, in the order they are asked: what can be read, who sent it, what it claims,
 * what it asks for. The first that finds something wrong speaks, so the order decides which error a grant with two faults gets.
 */
export const RULES: readonly Rule[] = [
  ...FORM_RULES,
  ...HEADER_RULES,
  ...CREDENTIAL_RULES,
  ...CLAIM_RULES,
  ...PARTY_RULES,
  ...DETAIL_CLAIM_RULES,
  ...SINGLE_USE_RULES,
  ...SCOPE_RULES,
  ...DETAIL_RULES,
]
