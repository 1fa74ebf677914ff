import { join } from 'node:path'
import { pairOfCrowds } from './pairs.js'
import { openWorkplace } from './workplace.js'

const MP = [process.execPath, join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')]
const NODE = [process.execPath, '-e', '0']
const COUNT = 100

const { folder, environment, close } = await openWorkplace()
try {
  const fresh = (run) => ({ MP_CACHE_DIR: join(folder, `cache-${run}`) })
  const line = [...MP, 'token', '--profile', 'jwk']
  const { a, b, ratio } = await pairOfCrowds(line, NODE, COUNT, { cwd: folder, environment, fresh })
  console.log(`${COUNT} at once, nothing kept yet, against as many node -e 0`)
  const times = `${(a / 1000).toFixed(2)} s against ${(b / 1000).toFixed(2)} s`
  console.log(`${'token, JWK'.padEnd(36)}${times}  ratio ${ratio.toFixed(2)}  goal 1.25`)
} finally {
  await close()
}
