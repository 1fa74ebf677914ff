/** How much of a long input is in hand at a time. */
export interface Bounds {
  /** Items that are being worked on. */
  lanes: number
  /** Items that have been begun and not yet handed on: those behind a slow one wait here. */
  ahead: number
}

interface Slot<O> {
  done?: { value: O } | { error: unknown }
}

/**
 * What the work makes of each item, in the order of the items, several worked on at a time. A slow item holds back what follows
 * it, and, when the bounds are reached, the reading of more. What fails, input or work, is thrown when its place has come.
 */
export async function* inOrder<I, O>(
  input: AsyncIterable<I>,
  work: (item: I) => Promise<O>,
  { lanes, ahead }: Bounds,
): AsyncGenerator<O> {
  const slots: Slot<O>[] = []
  const change = signal()
  let running = 0
  let isOver = false

  async function run(item: I, slot: Slot<O>): Promise<void> {
    running++
    try {
      slot.done = { value: await work(item) }
    } catch (error) {
      slot.done = { error }
    }
    running--
    change.ring()
  }

  async function feed(): Promise<void> {
    try {
      for await (const item of input) {
        while (!isOver && (running >= lanes || slots.length >= ahead)) await change.heard()
        if (isOver) return
        const slot = {}
        slots.push(slot)
        void run(item, slot)
      }
    } catch (error) {
      slots.push({ done: { error } })
    }
    isOver = true
    change.ring()
  }

  void feed()
  try {
    while (!isOver || slots.length > 0) {
      const done = slots[0]?.done
      if (done === undefined) {
        await change.heard()
        continue
      }
      slots.shift()
      change.ring()
      if ('error' in done) throw done.error
      yield done.value
    }
  } finally {
    isOver = true
    change.ring()
  }
}

/** Lets those who wait know that something is another way now. */
function signal(): { heard(): Promise<void>; ring(): void } {
  let wake = () => {}
  let next: Promise<void> | undefined
  return {
    heard() {
      next ??= new Promise((resolve) => {
        wake = resolve
      })
      return next
    },
    ring() {
      next = undefined
      wake()
    },
  }
}
