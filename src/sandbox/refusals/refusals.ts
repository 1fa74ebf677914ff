import { EXCHANGE_REFUSALS } from './exchange.js'
import { PROBLEM_REFUSALS } from './problems.js'
import type { Published } from './published.js'
import { SELFSERVICE_REFUSALS } from './selfservice.js'
import { TOKEN_REFUSALS } from './token.js'

/** Every refusal that the sandbox can be told to give. */
export const PUBLISHED_REFUSALS: readonly Published[] = [
  ...TOKEN_REFUSALS,
  ...EXCHANGE_REFUSALS,
  ...PROBLEM_REFUSALS,
  ...SELFSERVICE_REFUSALS,
]

/** A refusal by its name, in letters of either size. */
export function refusalCalled(name: string): Published | undefined {
  return PUBLISHED_REFUSALS.find((it) => it.name.toLowerCase() === name.toLowerCase())
}
