import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './pairs.js'
import { openWorkplace } from './workplace.js'

/** `mp call` against curl on the same loopback server; the second argument is how many GB (1). */
const PAIRS = Math.min(5, Number(process.argv[2] ?? 5))
const BYTES = Number(process.argv[3] ?? 1) * 1e9
const HERE = import.meta.dirname
const MP = [process.execPath, join(HERE, '..', '..', 'bin', 'mp.cjs'), 'call', '--profile', 'jwk']
const AUTHORITY = join(HERE, '..', 'support', 'tls', 'authority.crt')
const CURL = ['curl', '--silent', '--fail', '--cacert', AUTHORITY]

const { folder, environment, close } = await openWorkplace()
const server = spawn(process.execPath, [join(HERE, 'transfer-server.js')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [plain, secure] = String((await once(server.stdout, 'data'))[0])
  .trim()
  .split(' ')
const upload = join(folder, 'upload')
writeFileSync(upload, '')
truncateSync(upload, BYTES)

const ROWS = [
  ['download', [`${plain}/${BYTES}`], [`${plain}/${BYTES}`], 1.3],
  ['download over TLS', [`${secure}/${BYTES}`], [`${secure}/${BYTES}`], 1.1],
  ['upload', [plain, '-d', `@${upload}`], [plain, '-T', upload, '-X', 'POST'], 1.3],
  ['upload over TLS', [secure, '-d', `@${upload}`], [secure, '-T', upload, '-X', 'POST'], 1.1],
]

try {
  console.log(`Node ${process.version}, ${BYTES / 1e9} GB, medians of ${PAIRS} pairs with curl`)
  for (const [name, ours, theirs, goal] of ROWS) {
    const runs = []
    for (let run = 0; run < PAIRS; run++)
      runs.push([await timed([...MP, ...ours]), await timed([...CURL, ...theirs])])
    const seconds = (index) => median(runs.map((pair) => pair[index].seconds)).toFixed(2)
    const ratio = median(runs.map(([mp, curl]) => mp.seconds / curl.seconds)).toFixed(2)
    const memory = Math.max(...runs.map(([mp]) => mp.megabytes))
    console.log(
      `${name.padEnd(20)}${seconds(0)} s against ${seconds(1)} s  ratio ${ratio}  goal ${goal.toFixed(1)}  memory ${memory} MB`,
    )
  }
} finally {
  server.kill()
  await close()
}

/** A whole process that writes to nowhere, and the most memory that it ever had (Linux alone tells). */
async function timed([program, ...args]) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const start = process.hrtime.bigint()
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...env, ...environment, ...(program !== 'curl' && { NODE_EXTRA_CA_CERTS: AUTHORITY }) },
    stdio: ['ignore', openSync('/dev/null', 'w'), 'inherit'],
  })
  let megabytes = 0
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakOf(child.pid))
  }, 50)
  const [code] = await once(child, 'exit')
  clearInterval(watch)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes }
}

function peakOf(pid) {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return Math.round(Number(peak ?? 0) / 1000)
  } catch {
    return 0 // gone already
  }
}
