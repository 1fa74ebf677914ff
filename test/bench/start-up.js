import { join } from 'node:path'
import { pair } from './pairs.js'
import { openWorkplace } from './workplace.js'

const MP = [process.execPath, join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')]
const NODE = [process.execPath, '-e', '0']
const RUNS = Number(process.argv[2] ?? 25)

/** Whole commands, each against the start of node alone, taken in turn so that a busy machine slows both. */
const ROWS = [
  ['token, cold, JWK', ['token', '--profile', 'jwk'], 2.0],
  ['token, cold, PKCS#12 (keytool 17)', ['token', '--profile', 'keytool'], 2.9],
  ['--help', ['--help'], 2.0],
]

const { folder, environment, close } = await openWorkplace()
try {
  console.log(`Node ${process.version}, medians of ${RUNS} pairs with node -e 0`)
  for (const [name, argv, goal] of ROWS) {
    const { a, b, ratio } = pair([...MP, ...argv], NODE, { runs: RUNS, cwd: folder, environment })
    const times = `${a.toFixed(1).padStart(6)} ms against ${b.toFixed(1)} ms`
    console.log(`${name.padEnd(36)}${times}  ratio ${ratio.toFixed(2)}  goal ${goal.toFixed(1)}`)
  }
} finally {
  await close()
}
