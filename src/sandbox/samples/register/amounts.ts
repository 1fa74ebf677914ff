import type { HttpResponse } from '../../../protocol/http.js'

/** Kroner and øre as written, `1250000.50`: a number would lose the last nought, and more where it is large. */
export type Amount = `${bigint}.${string}`

/** The answer with its amounts as JSON numbers, digit by digit as they were written. */
export function withAmounts(response: HttpResponse): HttpResponse {
  return { ...response, body: response.body.replace(QUOTED, '"$1":$2') }
}

/** Larger than 2^53: a reader that makes it a double does not give it back. */
export const BEYOND_DOUBLE: Amount = '90071992547409931.25'

/** The nth of many amounts. */
export function amountOf(n: number): Amount {
  if (n % 500 === 1) return BEYOND_DOUBLE
  if (n % 10 === 0) return '1250000.50'
  return `${BigInt(50_000 + ((n * 7919) % 4_950_000))}.${String(n % 100).padStart(2, '0')}`
}

const QUOTED = /"(belop|trekkbelop)":"([0-9]+\.[0-9]{2})"/g
