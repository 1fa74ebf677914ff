import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HERE = import.meta.dirname
export const VECTORS = join(HERE, '..', 'vectors')

/** A folder with a profile for each kind of key, and a token endpoint in a process of its own where none is given. */
export async function openWorkplace(given) {
  const folder = mkdtempSync(join(tmpdir(), 'mp-bench-'))
  const endpoint = given === undefined ? startEndpoint() : undefined
  const origin = endpoint ? String((await once(endpoint.stdout, 'data'))[0]).trim() : given
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(join(folder, 'key.jwk.json'), JSON.stringify(jwkOf(privateKey)))
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'maskinporten.config.json'), JSON.stringify(config(origin)))
  const close = async () => {
    endpoint?.kill()
    if (endpoint) await once(endpoint, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  const environment = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, BENCH_PASSWORD: 'changeit' }
  return { folder, origin, environment, close }
}

function startEndpoint() {
  return spawn(process.execPath, [join(HERE, 'endpoint.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
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
