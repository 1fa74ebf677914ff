import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { median, pair } from './pairs.js'

const ROOT = join(import.meta.dirname, '..', '..')
const VECTORS = join(ROOT, 'test', 'vectors')
const RUNS = Number(process.argv[2] ?? 15)
const PASSWORD = { BENCH_PASSWORD: 'changeit', MP_KEY_PASSWORD: 'changeit' }

/** Each keystore opened by mp and by the tool that people have today, as whole processes in turn. */
const ROWS = [
  ['keytool.p12', 'openssl'],
  ['openssl.p12', 'openssl'],
  ['openssl-legacy.p12', 'openssl'],
  ['keytool-100k.p12', 'openssl'],
  ['openssl-100k.p12', 'openssl'],
  ['openssl-legacy-100k.p12', 'openssl'],
  ['keytool-legacy.p12', 'openssl'],
  ['gnutls.p12', 'openssl'],
  ['nss.p12', 'openssl'],
  ['keytool.p12', 'keytool'],
  ['keytool.jks', 'keytool'],
  ['keytool.jceks', 'keytool'],
]

const TOOLS = {
  openssl: (file) => [
    ...['openssl', 'pkcs12', '-in', file, '-passin', 'env:BENCH_PASSWORD', '-nodes', '-out', '/dev/null'],
    ...(/legacy|nss/.test(file) ? ['-legacy'] : []),
  ],
  keytool: (file) => ['keytool', '-list', '-keystore', file, '-storepass:env', 'BENCH_PASSWORD'],
}

console.log(`\nopening a keystore, whole processes, medians of ${RUNS} pairs`)
for (const [name, tool] of ROWS) {
  if (spawnSync(tool, ['-help']).error) console.log(`${name.padEnd(26)}${tool} is not here`)
  else compare(name, tool)
}
console.log(`\nkeytool.p12 inside the process, code included: ${(await insideMs()).toFixed(1)} ms  goal 15`)

function compare(name, tool) {
  const file = join(VECTORS, name)
  const inspect = [process.execPath, join(ROOT, 'bin', 'mp.cjs'), 'key', 'inspect', file, '--json']
  const { a, b, ratio } = pair(inspect, TOOLS[tool](file), { runs: RUNS, environment: PASSWORD })
  console.log(
    `${name.padEnd(26)}${a.toFixed(1).padStart(7)} ms against ${tool} ${b.toFixed(1).padStart(7)} ms  ratio ${ratio.toFixed(2)}`,
  )
}

/** Loading the room, opening keytool's default file and judging the key, in processes that have done nothing before. */
async function insideMs() {
  const folder = mkdtempSync(join(tmpdir(), 'mp-bench-'))
  try {
    const build = await rolldown({
      input: join(import.meta.dirname, 'open-once.ts'),
      platform: 'node',
      resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    })
    await build.write({
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    })
    const script = [join(folder, 'open-once.cjs'), join(VECTORS, 'keytool.p12')]
    const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
    return median(
      Array.from({ length: RUNS }, () => Number(spawnSync(process.execPath, script, { env }).stdout)),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
