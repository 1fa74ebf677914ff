import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { median } from './pairs.js'
import { openWorkplace } from './workplace.js'

/**
 * `mp token --pid @persons.txt` for 10 000 persons, as a whole process, against what openssl signs on the same cores in the same
 * seconds, and against one connection that posts what was made before. The token endpoint runs on these cores too.
 */
const PERSONS = 10_000
const RUNS = Math.min(5, Number(process.argv[2] ?? 5))
const CORES = availableParallelism()
const HERE = import.meta.dirname
const MP = join(HERE, '..', '..', 'bin', 'mp.cjs')
const { NODE_EXTRA_CA_CERTS: _, ...ENV } = process.env

const server = spawn(process.execPath, [join(HERE, 'bulk-server.js')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const origin = String((await once(server.stdout, 'data'))[0]).trim()
const { folder, environment, close } = await openWorkplace(origin)
writeFileSync(join(folder, 'persons.txt'), numbers(PERSONS).join('\n'))

try {
  const runs = []
  for (let run = 0; run < RUNS; run++) {
    const before = signsPerSecond()
    const bulk = bulkRun()
    runs.push({ ...bulk, signs: (before + signsPerSecond()) / 2, floor: floorPerSecond() })
  }
  const of = (pick) => median(runs.map(pick))
  const rate = of(({ rate }) => rate)
  console.log(`\n${PERSONS} persons on ${CORES} cores, Node ${process.version}, medians of ${RUNS} runs`)
  console.log(`mp token --pid @file     ${Math.round(rate)}/s, ${of(({ cpu }) => cpu).toFixed(2)} s of CPU`)
  row(`openssl, ${CORES} processes`, 'signs/s', ({ signs }) => signs, '  goal 0.50')
  row('one kept connection', 'posts/s', ({ floor }) => floor, '')

  function row(name, unit, pick, goal) {
    const ratio = of((run) => run.rate / pick(run)).toFixed(2)
    console.log(`${name.padEnd(25)}${Math.round(of(pick))} ${unit}  ratio ${ratio}${goal}`)
  }
} finally {
  server.kill()
  await close()
}

function signsPerSecond() {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', '-multi', String(CORES), 'rsa2048'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return Number(/^rsa 2048 bits.*?s +[\d.]+s +([\d.]+)/m.exec(stdout)?.[1])
}

/** Persons a second, and seconds of CPU, from the start of the process to its end. */
function bulkRun() {
  const line = `TIMEFORMAT='%R %U %S'; time "${process.execPath}" "${MP}" token --profile jwk --pid @persons.txt >/dev/null`
  const { stderr, status } = spawnSync('bash', ['-c', line], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...ENV, ...environment },
  })
  if (status !== 0) throw new Error(`mp ended with ${status}: ${stderr}`)
  const [wall, user, system] = stderr.trim().split(' ').map(Number)
  return { rate: PERSONS / wall, cpu: user + system }
}

function floorPerSecond() {
  const { stdout } = spawnSync(process.execPath, [join(HERE, 'bulk-floor.js'), `${origin}/token`, '5000'], {
    env: ENV,
  })
  return Number(stdout)
}

/** Synthetic national identity numbers: the month is 80 too high. */
function numbers(count) {
  const found = []
  for (let serial = 0; found.length < count; serial++) {
    const day = String(1 + (serial % 28)).padStart(2, '0')
    const year = String(50 + (Math.floor(serial / 28_000) % 50))
    const nine = `${day}81${year}${String(Math.floor(serial / 28) % 1000).padStart(3, '0')}`
    const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
    const second = checkDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
    if (first < 10 && second < 10) found.push(`${nine}${first}${second}`)
  }
  return found
}

function checkDigit(digits, weights) {
  return (11 - (weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11)) % 11
}
