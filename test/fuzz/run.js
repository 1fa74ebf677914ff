// node test/fuzz/run.js [--count=100000] [--seed=1] [--from=0] [formats …]
// Opens damaged variants of every format with the code that is shipped, and fails if anything but an error of mp's comes of it.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const MAX_MS = 5000
const MAX_MB = 300
const SILENCE_MS = 60_000
const ALL = ['pkcs12', 'jks', 'jceks', 'pem', 'der', 'jwk']
const VECTORS = join(import.meta.dirname, '..', 'vectors')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
})
const [count, seed, from] = [values.count, values.seed, values.from].map(Number)
const folder = mkdtempSync(join(tmpdir(), 'mp-fuzz-'))
try {
  const child = await bundle(folder)
  const waiting = (positionals.length > 0 ? positionals : ALL).map((format) => ({
    format,
    seed,
    from,
    count,
  }))
  const outcomes = []
  const next = async () => {
    for (let campaign = waiting.shift(); campaign; campaign = waiting.shift())
      outcomes.push(await start(child, campaign))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, next))
  process.exitCode = outcomes.every((isGood) => isGood) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function bundle(dir) {
  const build = await rolldown({
    input: join(import.meta.dirname, 'child.ts'),
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  })
  await build.write({ dir, format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' })
  return join(dir, 'child.cjs')
}

/** Runs one campaign to its end, or to the end of our patience. */
function start(child, campaign) {
  const begun = performance.now()
  const running = fork(child)
  let [at, outcome, timer] = [campaign.from, undefined, undefined]
  const stillThere = () => {
    clearTimeout(timer)
    timer = setTimeout(() => running.kill('SIGKILL'), SILENCE_MS)
  }
  stillThere()
  running.on('message', ({ index, report }) => {
    stillThere()
    if (index !== undefined) at = index
    outcome = report
  })
  running.send({ campaign, vectors: VECTORS })
  return new Promise((resolve) => {
    running.on('exit', (status) => {
      clearTimeout(timer)
      if (outcome === undefined)
        console.log(`${campaign.format}: died or hung (status ${status}) soon after variant ${at}`)
      resolve(outcome !== undefined && isGood(outcome, (performance.now() - begun) / 1000))
    })
  })
}

/** Prints what came of a campaign, and says whether that is as it should be. */
function isGood({ format, outcomes, slowest, foreign, peakMb, count: tried }, seconds) {
  const { ms, index, file } = slowest
  console.log(
    `${format}: ${tried} variants in ${seconds.toFixed(0)} s, peak ${peakMb.toFixed(0)} MB, slowest ${ms.toFixed(0)} ms (${index}, ${file})`,
  )
  const rows = Object.entries(outcomes).sort(([, one], [, other]) => other - one)
  for (const [name, times] of rows) console.log(`  ${String(times).padStart(7)}  ${name}`)
  for (const line of foreign.slice(0, 3)) console.log(`  FOREIGN ${line}`)
  return foreign.length === 0 && ms <= MAX_MS && peakMb <= MAX_MB
}
