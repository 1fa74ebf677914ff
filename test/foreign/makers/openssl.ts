import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scratch } from '../../sandbox/support/files.js'
import type { Maker, Wish } from './maker.js'

const SCRIPT = join(import.meta.dirname, 'grant.sh')
const run = promisify(execFile)

/** A script for bash and openssl. */
export function opensslMaker(): Maker {
  const isThere = ['bash', 'openssl'].every((name) => spawnSync(name, ['version']).error === undefined)
  const maker = { name: 'bash and openssl', make }
  return isThere ? maker : { ...maker, missing: 'bash and openssl are not both on this machine' }
}

async function make(wishes: readonly Wish[]): Promise<string[]> {
  const { dir, remove } = scratch()
  const paths = new Map(
    [...new Set(wishes.map(({ key }) => key))].map((key, i) => [key, join(dir, `${i}.pem`)]),
  )
  for (const [key, path] of paths) writeFileSync(path, key, { mode: 0o600 })
  const grants: string[] = []
  for (const { alg, key, header, claims } of wishes) {
    const words = [SCRIPT, paths.get(key) ?? '', JSON.stringify({ alg, ...header }), JSON.stringify(claims)]
    grants.push((await run('bash', words)).stdout.trim())
  }
  remove()
  return grants
}
