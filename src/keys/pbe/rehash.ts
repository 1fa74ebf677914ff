import { hash } from 'node:crypto'
import { rehashSha256 } from '../../sha256.js'
import { rehashSha1 } from './sha1.js'

type Rehash = (digest: Buffer, rounds: number) => Buffer

const OWN_LOOPS: Readonly<Record<string, Rehash>> = { sha1: rehashSha1, sha256: rehashSha256 }
/** Fewer rounds than this are over before a loop of our own has become machine code. */
const WORTH_OWN_LOOP = 500
/** So many rounds show V8 that a loop is worth compiling. */
const WARM_UP_ROUNDS = 40

/** Hashes a digest again, `rounds` times over, the fastest way there is. */
export function rehash(algorithm: string, digest: Buffer, rounds: number): Buffer {
  const own = ownLoop(algorithm, rounds)
  if (own !== undefined) return own(digest, rounds)
  let hashed = digest
  for (let i = 0; i < rounds; i++) hashed = hash(algorithm, hashed, 'buffer')
  return hashed
}

/** Has the loop for so many rounds compiled on another thread, while this one is busy with something else. */
export function warmUp(algorithm: string, rounds: number): void {
  ownLoop(algorithm, rounds)?.(Buffer.alloc(32), WARM_UP_ROUNDS)
}

function ownLoop(algorithm: string, rounds: number): Rehash | undefined {
  return rounds < WORTH_OWN_LOOP ? undefined : OWN_LOOPS[algorithm]
}
