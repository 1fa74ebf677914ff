import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HERE = import.meta.dirname
export const VECTORS = join(HERE, '..', 'vectors')

/** A token endpoint in a process of its own, and a folder with a profile for each kind of key. */
export async function openWorkplace() {
  const folder = mkdtempSync(join(tmpdir(), 'mp-bench-'))
  const endpoint = spawn(process.execPath, [join(HERE, 'endpoint.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = String((await once(endpoint.stdout, 'data'))[0]).trim()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(join(folder, 'key.jwk.json'), JSON.stringify(jwkOf(privateKey)))
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'maskinporten.config.json'), JSON.stringify(config(origin)))
  const close = async () => {
    endpoint.kill()
    await once(endpoint, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  const environment = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, BENCH_PASSWORD: 'changeit' }
  return { folder, origin, environment, close }
}

function jwkOf(privateKey) {
  return { kid: 'bench', use: 'sig', alg: 'RS256', ...privateKey.export({ format: 'jwk' }) }
}

function config(origin) {
  const profile = (key) => ({ environment: 'bench', clientId: 'bench', scopes: ['brreg:losore/utlegg'], key })
  return {
    profiles: {
      jwk: profile({ file: 'key.jwk.json' }),
      keytool: profile({ file: join(VECTORS, 'keytool.p12'), password: { env: 'BENCH_PASSWORD' } }),
    },
    environments: { bench: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` } },
  }
}
