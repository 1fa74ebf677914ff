import type { KnownRefusal } from '../../errors.js'

/** Who says no. */
export type Authority = 'maskinporten' | 'altinn-exchange' | 'altinn-authentication' | 'selfservice'

/** How an answer without a code shows what it is. All that is named must hold; what has no words is told by its status alone. */
export interface Sign {
  /** The whole of RFC 6749's `error`. */
  error?: RegExp
  /** Somewhere in the description. The self-service API's faults stand there as `field: words; field: words`. */
  words?: RegExp
  status?: readonly number[]
}

/**
 * One refusal, as data: whose it is, how it is known, what it means and what helps. An id in capitals is a code that the
 * authority publishes, one in small letters is mp's own name for a refusal without a code.
 */
export interface RefusalEntry extends KnownRefusal {
  authority: Authority
  /** None for those that always carry their code. */
  signs: readonly Sign[]
}

/** The authority's own code, or undefined where it has none. */
export function publishedCode({ id }: Pick<KnownRefusal, 'id'>): string | undefined {
  return /^[A-Z]/.test(id) ? id : undefined
}
