import { join } from 'node:path'
import { pair } from './pairs.js'
import { openWorkplace, VECTORS } from './workplace.js'

const MP = [process.execPath, join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')]
const NODE = [process.execPath, '-e', '0']
const RUNS = Number(process.argv[2] ?? 25)

/** Whole commands, each against the start of node alone, taken in turn so that a busy machine slows both. Cold: nothing is kept yet. */
const ROWS = [
  ['token, kept', ['token', '--profile', 'jwk'], 1.15, 'kept'],
  ['token, cold, JWK', ['token', '--profile', 'jwk'], 2.0],
  ['token, cold, PKCS#12 (keytool 17)', ['token', '--profile', 'keytool'], 2.9],
  ['--help', ['--help'], 2.0],
]

/** What people write where there is no mp: openssl and curl, with the same keys. Neither has a cache. */
const SCRIPT = ['bash', join(import.meta.dirname, 'token.sh')]
const SCRIPTED = [
  ['token, cold, JWK', 'jwk', ['pem', 'key.pem', 'bench'], 0.8],
  ['token, cold, PKCS#12 (keytool 17)', 'keytool', ['p12', join(VECTORS, 'keytool.p12')], 0.8],
]

const { folder, origin, environment, close } = await openWorkplace()
const kept = { MP_CACHE_DIR: join(folder, 'kept') }
const fresh = (run) => ({ MP_CACHE_DIR: join(folder, `cache-${run}-${process.hrtime.bigint()}`) })

function show(name, { a, b, ratio }, goal) {
  const times = `${a.toFixed(1).padStart(6)} ms against ${b.toFixed(1)} ms`
  console.log(`${name.padEnd(36)}${times}  ratio ${ratio.toFixed(2)}  goal ${goal}`)
}

try {
  const options = { runs: RUNS, cwd: folder, environment }
  console.log(`Node ${process.version}, medians of ${RUNS} pairs with node -e 0`)
  for (const [name, argv, goal, isKept] of ROWS)
    show(name, pair([...MP, ...argv], NODE, { ...options, fresh: isKept ? () => kept : fresh }), goal)
  console.log('and with a script of openssl and curl')
  for (const [name, profile, key, goal] of SCRIPTED) {
    const script = [...SCRIPT, `${origin}/`, 'bench', 'brreg:losore/utlegg', ...key]
    show(name, pair([...MP, 'token', '--profile', profile], script, { ...options, fresh }), goal)
  }
} finally {
  await close()
}
