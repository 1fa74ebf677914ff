import type { AccessToken } from '../protocol/token-endpoint.js'
import { isGood, type TokenLife } from '../protocol/token-life.js'

/** A token that is kept for several calls, with its end by our own clock. */
export type HeldToken = AccessToken & TokenLife

export interface TokenHolder {
  /** The token while it is good, else a new one. */
  get(): Promise<HeldToken>
  /** A new one, whatever the old one's life and whatever is kept elsewhere: it was refused. */
  renew(): Promise<HeldToken>
}

/**
 * Holds one token for many calls. `obtain` is told whether it must be a new one, and none that was kept. Those that need a new one at the same time share one request; a failed request is forgotten,
 * and the next call makes another. A token that has just been obtained is given however short its life.
 */
export function holdToken(obtain: (anew: boolean) => Promise<HeldToken>, now: () => number): TokenHolder {
  let held: HeldToken | undefined
  let asking: Promise<HeldToken> | undefined

  async function obtained(anew: boolean): Promise<HeldToken> {
    held = undefined
    held = await obtain(anew)
    return held
  }

  function ask(anew: boolean): Promise<HeldToken> {
    asking ??= obtained(anew).finally(() => {
      asking = undefined
    })
    return asking
  }

  return { get: async () => (held && isGood(held, now()) ? held : ask(false)), renew: () => ask(true) }
}
