import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pair } from './pairs.js'
import { startSandbox } from './sandbox.js'

const ROOT = join(import.meta.dirname, '..', '..')
const MP = [process.execPath, join(ROOT, 'bin', 'mp.cjs')]
const NODE = [process.execPath, '-e', '0']

/** Whole commands, each against the start of node alone, taken in turn so that a busy machine slows both. */
const sandbox = await startSandbox(MP, trustedVectors())
try {
  const runs = Number(process.argv[2] ?? 25)
  const rows = [
    ['token, cold, JWK', ['token', '--profile', 'jwk'], 2.0],
    ['token, cold, PKCS#12 (keytool 17)', ['token', '--profile', 'keytool'], 2.9],
    ['--help', ['--help'], 2.0],
  ]
  console.log(`Node ${process.version}, ${runs} pairs each, medians`)
  for (const [name, argv, goal] of rows) {
    const { a, b, ratio } = pair([...MP, ...argv], NODE, {
      runs,
      cwd: sandbox.folder,
      environment: sandbox.environment,
    })
    console.log(
      `${name.padEnd(36)} ${a.toFixed(1).padStart(7)} ms  node -e 0 ${b.toFixed(1)} ms  ratio ${ratio.toFixed(2)}  (goal ${goal})`,
    )
  }
} finally {
  await sandbox.stop()
}

function trustedVectors() {
  const root = new X509Certificate(readFileSync(join(ROOT, 'test', 'vectors', 'root.crt.der')))
  return { root: root.toString(), keystore: join(ROOT, 'test', 'vectors', 'keytool.p12') }
}
