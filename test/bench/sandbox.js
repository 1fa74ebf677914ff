import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A sandbox in a process of its own, and a folder with profiles for a JWK and for a keystore that keytool made. */
export async function startSandbox([program, ...args], { root, keystore }) {
  const folder = mkdtempSync(join(tmpdir(), 'mp-bench-'))
  const environment = {
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: folder,
    BENCH_PASSWORD: 'changeit',
  }
  const child = spawn(program, [...args, 'sandbox', '--port', '0', '--json'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const announced = JSON.parse(String((await once(child.stdout, 'data'))[0]))
  writeFileSync(join(announced.trusted, 'vectors.pem'), root)
  writeFileSync(join(folder, 'maskinporten.config.json'), JSON.stringify(config(announced, keystore)))
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, environment, stop }
}

function config({ issuer, altinn, clients }, keystore) {
  const client = (auth) => clients.find((one) => one.auth === auth)
  const scopes = ['brreg:losore/utlegg']
  return {
    profiles: {
      jwk: {
        environment: 'local',
        clientId: client('kid').client_id,
        key: { file: client('kid').jwk },
        scopes,
      },
      keytool: {
        environment: 'local',
        clientId: client('x5c').client_id,
        key: { file: keystore, password: { env: 'BENCH_PASSWORD' } },
        scopes,
      },
    },
    environments: { local: { issuer, tokenEndpoint: `${altinn}/token` } },
  }
}
