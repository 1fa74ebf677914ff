/** Notices that nothing has moved for a while. */
export interface Silence {
  /** Someone is being waited for: the time runs from now. */
  watch(): void
  /** Something moved: the time begins anew. */
  moved(): void
  /** Nobody is to blame for what comes now: the time stands. */
  rest(): void
  end(): void
}

/** Calls once when `ms` have passed while watching. One timer is kept going: thousands of pieces a second pass by it. */
export function silenceAfter(ms: number, onSilence: () => void): Silence {
  let resting = false
  const timer = setTimeout(() => {
    if (!resting) onSilence()
  }, ms)
  return {
    watch: () => {
      resting = false
      timer.refresh()
    },
    moved: () => void timer.refresh(),
    rest: () => {
      resting = true
    },
    end: () => {
      resting = true
      clearTimeout(timer)
    },
  }
}
