/** Who may take their time on this side of the wire: the body's source, and the sink of the answer. */
type Ours = 'source' | 'sink'

/** Notices that nothing has come from the other side for a while. */
export interface Silence {
  /** This one is waited for, and the server is not to blame: the time stands. */
  rest(who: Ours): void
  /** This one is ready again: the time runs from now, unless the other is waited for. */
  watch(who: Ours): void
  /** Something moved: the time begins anew. */
  moved(): void
  end(): void
}

/** Calls once when `ms` have passed while only the server was waited for. One timer is kept going: thousands of pieces a second pass by it. */
export function silenceAfter(ms: number, onSilence: () => void): Silence {
  const resting = new Set<Ours>()
  let isOver = false
  const timer = setTimeout(() => {
    if (!isOver && resting.size === 0) onSilence()
  }, ms)
  return {
    rest: (who) => void resting.add(who),
    watch: (who) => {
      resting.delete(who)
      timer.refresh()
    },
    moved: () => void timer.refresh(),
    end: () => {
      isOver = true
      clearTimeout(timer)
    },
  }
}
