import { fitted, type Progress, timeLeft } from './progress.js'

/** How far a run over many lines has come, and how many of them failed. One line of ASCII, like a transfer's. */
export function renderCount({
  done,
  total = 0,
  seconds,
  failed,
  width = 80,
}: Progress & { failed: number }): string {
  const known = total >= done && total > 0
  const rate = seconds > 0 ? done / seconds : 0
  const facts = known
    ? [`${String(Math.floor((done / total) * 100)).padStart(3)} %`, `${done} of ${total}`]
    : [` ${done}`]
  if (failed > 0) facts.push(`${failed} without a token`)
  if (rate > 0) facts.push(`${Math.round(rate)}/s`)
  if (rate > 0 && known) facts.push(timeLeft((total - done) / rate))
  return fitted('', facts, width - 1)
}
