import { RefusedError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { Metadata } from '../../protocol/metadata.js'
import { type ObtainTokenPorts, obtainToken } from '../obtain-token.js'
import type { RotationKey } from './rotation-key.js'

/** A token that nobody uses: it shows that Maskinporten takes the key. */
export interface Proof {
  client: string
  scopes: readonly string[]
  metadata: Metadata
  key: Pick<RotationKey, 'alg' | 'signing'>
  /** Seconds that Maskinporten may take to learn of the key. */
  wait: number
}

export type ProvePorts = ObtainTokenPorts &
  Pick<Host, 'milliseconds'> & {
    /** Is called once, where the key is not known at first. */
    waiting(): void | Promise<void>
  }

/** The life of the proof's grant, in seconds. */
const LIFETIME = 60

/**
 * Gets a token with the key. While Maskinporten says that it does not know the kid, which is usual for some minutes after a
 * change (Digdir, "API for sjølvbetjening"), it is asked again, with growing pauses. Throws what it said in the end, and
 * anything else at once.
 */
export async function proveKey(
  { client, scopes, metadata, key, wait }: Proof,
  ports: ProvePorts,
): Promise<void> {
  const grant = { audience: metadata.issuer, clientId: client, scopes, lifetime: LIFETIME }
  const request = { grant, key: key.signing, alg: key.alg, endpoint: metadata.tokenEndpoint }
  const end = ports.milliseconds() + wait * 1000
  for (let tries = 0; ; tries++) {
    try {
      await obtainToken(request, ports)
      return
    } catch (error) {
      const left = end - ports.milliseconds()
      if (!isUnknownKid(error) || left <= 0) throw error
      if (tries === 0) await ports.waiting()
      await ports.pause(Math.min(pauseAfter(tries), left))
    }
  }
}

const LONGEST_PAUSE = 15_000

/** Milliseconds: one second at first, then twice as long each time. */
function pauseAfter(tries: number): number {
  return Math.min(1000 * 2 ** tries, LONGEST_PAUSE)
}

/** Whether Maskinporten does not know the key. */
export function isUnknownKid(error: unknown): boolean {
  return error instanceof RefusedError && error.known?.id === 'unknown-kid'
}
