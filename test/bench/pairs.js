import { spawnSync } from 'node:child_process'

/** Node's start-up reads this on Node 20 and hides every other cost. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

/** Runs two commands in turn, A B A B …, and gives the median of each and of the ratios pair by pair. */
export function pair(a, b, { runs = 15, warmups = 2, environment = {}, cwd } = {}) {
  const times = []
  for (let run = -warmups; run < runs; run++) {
    const pairOfTimes = [wallMs(a, environment, cwd), wallMs(b, environment, cwd)]
    if (run >= 0) times.push(pairOfTimes)
  }
  return {
    a: median(times.map(([first]) => first)),
    b: median(times.map(([, second]) => second)),
    ratio: median(times.map(([first, second]) => first / second)),
  }
}

function wallMs([program, ...args], environment, cwd) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(program, args, {
    env: { ...env, ...environment },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}
