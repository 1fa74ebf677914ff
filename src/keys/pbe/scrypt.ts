import { scryptSync } from 'node:crypto'
import type { Element } from '../der/element.js'
import { fields, octetString } from '../der/values.js'
import { beyondLimit } from '../fault.js'
import type { Derivation } from './pbes2.js'
import { readRounds } from './rounds.js'

/** `openssl pkcs8 -scrypt` takes 16 MiB, and OpenSSL reads nothing above 32. */
const MAX_MEMORY = 128 * 1024 * 1024

/** scrypt (RFC 7914 section 7); its rounds are counted as the blocks it mixes. */
export function readScrypt(parameters: Element | undefined): Derivation {
  const [salt, ...numbers] = fields(parameters)
  const salted = octetString(salt)
  const [N, r, p] = [0, 1, 2].map((i) => readRounds(numbers[i])) as [number, number, number]
  if (128 * N * r > MAX_MEMORY || p > 64) throw beyondLimit(`asks scrypt for N=${N}, r=${r}, p=${p}`)
  return {
    rounds: N * r * p,
    // On this thread, one after the other: several keys of a file must not take their memory all at once.
    derive: ({ utf8 }, length) => scryptSync(utf8, salted, length, { N, r, p, maxmem: 2 * MAX_MEMORY }),
  }
}
