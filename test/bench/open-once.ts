import { readFileSync } from 'node:fs'
import { Secret } from '../../src/secret.js'

/** Opens one keystore in a cold process and prints how many milliseconds that took, its code's loading included. */
async function openOnce(path: string): Promise<void> {
  const started = performance.now()
  const [{ openKeystore }, { selectEntry }, { toSigningKey }] = await Promise.all([
    import('../../src/keys/open.js'),
    import('../../src/keys/select.js'),
    import('../../src/keys/fitness.js'),
  ])
  const now = Math.floor(Date.now() / 1000)
  const keystore = await openKeystore(readFileSync(path), { store: new Secret('changeit') }, 'bench')
  toSigningKey(selectEntry(keystore, {}, now, 'bench'), { now, label: 'bench' })
  console.log(performance.now() - started)
}

void openOnce(process.argv[2] ?? '')
