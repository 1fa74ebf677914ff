/** How far a transfer has come, in bytes, and for how many seconds it has run. */
export interface Progress {
  label?: string
  done: number
  total?: number | undefined
  seconds: number
  /** Columns of the terminal (default 80). */
  width?: number
}

/** One line of ASCII that leaves the last column free. What does not fit is left out: the label first, then from the end. */
export function renderProgress({ label = '', done, total = 0, seconds, width = 80 }: Progress): string {
  const known = total >= done && total > 0
  const rate = seconds > 0 ? done / seconds : 0
  const facts = known
    ? [`${String(Math.floor((done / total) * 100)).padStart(3)} %`, `${size(done, total)} of ${size(total)}`]
    : [` ${size(done)}`]
  if (rate > 0) facts.push(`${size(rate)}/s`)
  if (rate > 0 && known) facts.push(timeLeft((total - done) / rate))
  return fitted(plain(label), facts, width - 1)
}

/** What has room in a line: without the label first, and then without the last facts. */
export function fitted(label: string, facts: readonly string[], room: number): string {
  const line = facts.join('  ')
  const whole = label === '' ? line : `${label} ${line}`
  if (whole.length <= room) return whole
  if (line.length <= room || facts.length === 1) return line.slice(0, Math.max(room, 0))
  return fitted('', facts.slice(0, -1), room)
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in the largest unit (powers of 1000) that leaves something before the point; beside a total, in its unit and without it. */
function size(bytes: number, total?: number): string {
  const power = powerOf(total ?? bytes)
  const count = bytes / 1000 ** power
  const digits = power > 0 && count < 9.95 ? 1 : 0
  return total === undefined ? `${count.toFixed(digits)} ${UNITS[power]}` : count.toFixed(digits)
}

/** 999.6 kB would be shown as 1000: it is 1.0 MB. */
function powerOf(bytes: number): number {
  const power = UNITS.findIndex((_, index) => bytes < 999.5 * 1000 ** index)
  return power < 0 ? UNITS.length - 1 : power
}

export function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} s left`
  return `${seconds <= 90 * 60 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`} left`
}

function plain(label: string): string {
  return label.replace(/[^\x20-\x7e]/g, '?')
}

const FIRST_AFTER_MS = 1000
const BETWEEN_MS = 200
const OFTEN_MS = 20
const MAX_STRIDE = 64

/** What a meter needs of the world, and what it is told of the transfer. */
export interface MeterDeps {
  write(text: string): void
  milliseconds(): number
  isTerminal: boolean
  label?: string
  total?: number | undefined
  width?: number
  /** What the line says; by default that of a transfer in bytes. */
  render?: (progress: Progress) => string
}

/** Shows how far a transfer has come, from its second second on and five times a second at most. */
export interface Meter {
  /** So many bytes more. */
  add(bytes: number): void
  /** Takes the line away. */
  end(): void
}

/**
 * A meter that starts now. Most chunks cost it one comparison: it lets chunks pass without a look at the clock, twice as many
 * each time while looks come close upon each other, and none as soon as they do not. The few chunks of a slow transfer are all
 * looked at, and one that turns slow is noticed 64 chunks later at most.
 */
export function progressMeter({
  write,
  milliseconds,
  isTerminal,
  render = renderProgress,
  ...transfer
}: MeterDeps): Meter {
  if (!isTerminal) return { add() {}, end() {} }
  const started = milliseconds()
  let lookedAt = started
  let shownAt: number | undefined
  let done = 0
  let stride = 1
  let left = 1

  function look(): void {
    const now = milliseconds()
    stride = now - lookedAt < OFTEN_MS ? Math.min(stride * 2, MAX_STRIDE) : 1
    left = stride
    lookedAt = now
    if (now - started < FIRST_AFTER_MS || (shownAt !== undefined && now - shownAt < BETWEEN_MS)) return
    shownAt = now
    write(`\r${render({ ...transfer, done, seconds: (now - started) / 1000 })}\x1b[K`)
  }

  return {
    add(bytes) {
      done += bytes
      if (--left === 0) look()
    },
    end() {
      if (shownAt !== undefined) write('\r\x1b[K')
      left = Number.POSITIVE_INFINITY
    },
  }
}
