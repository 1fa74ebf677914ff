import { beyondLimit, type KeyFault, unreadable } from './fault.js'
import type { RsaNumbers } from './rsa-numbers.js'

/** Beyond this, finding the primes takes seconds. */
const MAX_BITS = 8192n
/** Each base finds the primes of a sound key with even odds. */
const MAX_BASE = 100n

/** Finds the other numbers of a key of which only n, e and d are known (NIST SP 800-56B appendix C). */
export function withFactors(n: bigint, e: bigint, d: bigint): RsaNumbers {
  if (n >> MAX_BITS)
    throw beyondLimit(`holds an RSA key without its primes and of more than ${MAX_BITS} bits`)
  const factor = findFactor(n, e * d - 1n)
  return withExponents({ n, e, d, p: factor, q: n / factor })
}

/** Finds the numbers that only make a key faster. */
export function withExponents({ n, e, d, p, q }: Pick<RsaNumbers, 'n' | 'e' | 'd' | 'p' | 'q'>): RsaNumbers {
  if (p < 3n || q < 3n) throw doNotAgree()
  return { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q % p, p) }
}

function findFactor(n: bigint, multiple: bigint): bigint {
  if (n < 9n || n % 2n === 0n || multiple <= 0n || multiple % 2n === 1n) throw doNotAgree()
  let [odd, halvings] = [multiple, 0]
  for (; odd % 2n === 0n; halvings++) odd /= 2n
  for (let base = 2n; base < MAX_BASE; base++) {
    const root = rootOfOne(power(base, odd, n), halvings, n)
    if (root !== n - 1n && root !== 1n) return greatestCommonDivisor(root - 1n, n)
  }
  throw doNotAgree()
}

/** Squares until the next square is one. A root other than one and minus one tells the primes apart. */
function rootOfOne(start: bigint, squarings: number, n: bigint): bigint {
  let root = start
  for (let i = 0; i < squarings; i++) {
    const square = (root * root) % n
    if (square === 1n) return root
    root = square
  }
  if (root === 1n) return root
  throw doNotAgree()
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [last, rest] = [a, b]
  while (rest !== 0n) [last, rest] = [rest, last % rest]
  return last
}

/** Euclid's extended algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [last, rest] = [value, modulus]
  let [x, next] = [1n, 0n]
  while (rest !== 0n) {
    const quotient = last / rest
    ;[last, rest] = [rest, last - quotient * rest]
    ;[x, next] = [next, x - quotient * next]
  }
  return x < 0n ? x + modulus : x
}

function doNotAgree(): KeyFault {
  return unreadable('holds an RSA key whose numbers do not agree')
}
