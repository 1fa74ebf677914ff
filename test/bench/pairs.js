import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/** Node's start-up reads this on Node 20 and hides every other cost. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

/**
 * Runs two commands in turn, A B A B …, and gives the median of each and of the ratios pair by pair. `fresh`: variables that are
 * others for each run.
 */
export function pair(a, b, { runs = 15, warmups = 2, environment = {}, fresh = () => ({}), cwd } = {}) {
  const times = []
  for (let run = -warmups; run < runs; run++) {
    const variables = { ...environment, ...fresh(run) }
    const pairOfTimes = [wallMs(a, variables, cwd), wallMs(b, variables, cwd)]
    if (run >= 0) times.push(pairOfTimes)
  }
  return medians(times)
}

/** The same for so many processes of each command at once. */
export async function pairOfCrowds(
  a,
  b,
  count,
  { runs = 7, warmups = 1, environment = {}, fresh, cwd } = {},
) {
  const times = []
  for (let run = -warmups; run < runs; run++) {
    const variables = { ...environment, ...fresh(run) }
    const pairOfTimes = [await crowdMs(a, count, variables, cwd), await crowdMs(b, count, variables, cwd)]
    if (run >= 0) times.push(pairOfTimes)
  }
  return medians(times)
}

function medians(times) {
  return {
    a: median(times.map(([first]) => first)),
    b: median(times.map(([, second]) => second)),
    ratio: median(times.map(([first, second]) => first / second)),
  }
}

async function crowdMs([program, ...args], count, environment, cwd) {
  const start = process.hrtime.bigint()
  const options = { env: { ...env, ...environment }, cwd, stdio: ['ignore', 'ignore', 'inherit'] }
  const codes = Array.from(
    { length: count },
    async () => (await once(spawn(program, args, options), 'exit'))[0],
  )
  const failed = (await Promise.all(codes)).filter((code) => code !== 0).length
  if (failed > 0) throw new Error(`${failed} of ${program} ${args.join(' ')} failed`)
  return Number(process.hrtime.bigint() - start) / 1e6
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
