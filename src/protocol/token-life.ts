/** How long a token lives: `expiresIn` in seconds from when it was received, `expiresAt` in seconds since 1970 by our own clock. */
export interface TokenLife {
  expiresIn: number
  expiresAt: number
}

/** The longest that are given live for hours; one of more than a year is a mistake, and may be no date at all. */
const MAX_LIFE = 366 * 24 * 3600

/** Whether a token can live for so many seconds. */
export function isLife(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_LIFE
}

/** How much of a token's end is left unused, at the least, so that it does not run out on its way. */
const MARGIN = 10

/**
 * Whether a token may still be sent at `now`: until 10 s or a tenth of its life before its end, whichever is more, but never
 * more than half a life, so that one of a few seconds is of use too. Before it was received (a clock set back) it is not good.
 */
export function isGood({ expiresIn, expiresAt }: TokenLife, now: number): boolean {
  const margin = Math.min(Math.max(MARGIN, expiresIn / 10), expiresIn / 2)
  return now >= expiresAt - expiresIn && now < expiresAt - margin
}
