import type { Rule } from './rule.js'
import { CERTIFICATE_RULES } from './rules/certificate.js'
import { CLAIM_RULES } from './rules/claims.js'
import { DETAIL_RULES } from './rules/details.js'
import { HEADER_RULES } from './rules/header.js'
import { PARTY_RULES } from './rules/parties.js'
import { SIGNATURE_RULES } from './rules/signature.js'
import { TIME_RULES } from './rules/times.js'

/** Every rule that a grant is held against, in the order its findings are told. */
export const LINT_RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...CERTIFICATE_RULES,
  ...SIGNATURE_RULES,
  ...CLAIM_RULES,
  ...TIME_RULES,
  ...PARTY_RULES,
  ...DETAIL_RULES,
]
