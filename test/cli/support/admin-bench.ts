import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { directoryWith } from '../../support/directory.js'
import { mp, type Outcome, type World } from '../../support/host.js'
import { expectNoSecret } from './api-bench.js'

/** A sandbox whose state is the test's own, and a working directory. */
export interface AdminBench {
  cwd: string
  env: Record<string, string>
  /** Runs `mp admin` on it. */
  admin(argv: readonly string[], world?: World): Promise<Outcome>
  /** Runs anything else. */
  run(argv: readonly string[], world?: World): Promise<Outcome>
  /** A client that has been made, by its id. */
  client(scope?: string): Promise<string>
}

/** The second in which everything happens. */
export const NOW = Math.floor(Date.now() / 1000)

/** The sandbox's keys are copied, so that none has to be made. */
export function adminBench(files: Record<string, string | Uint8Array> = {}): AdminBench {
  const cwd = directoryWith(files)
  const stateHome = join(cwd, 'state-home')
  cpSync(inject('stateHome'), stateHome, { recursive: true })
  const env = { XDG_STATE_HOME: stateHome, MP_ENV: 'sandbox', NO_COLOR: '1' }

  async function run(argv: readonly string[], world: World = {}): Promise<Outcome> {
    const host = { now: () => NOW, ...world.host }
    const outcome = await mp(argv, { cwd, ...world, host, env: { ...env, ...world.env } })
    const tokens = outcome.sent.flatMap(({ headers }) => headers.authorization?.slice(7) ?? [])
    if (argv[0] === 'admin') expectNoSecret(outcome.stdout + outcome.stderr, tokens)
    return outcome
  }
  const admin = (argv: readonly string[], world?: World) => run(['admin', ...argv], world)
  async function client(scope = 'brreg:losore/utlegg'): Promise<string> {
    const words = [
      'client',
      'create',
      '--name',
      'nattkjøring',
      '--description',
      'Hver natt',
      '--scope',
      scope,
    ]
    const { stdout } = await admin([...words, '--json'])
    return JSON.parse(stdout).client_id
  }
  return { cwd, env, admin, run, client }
}

/** What was sent to the self-service API: method and path below its base. */
export function asked({ sent }: Outcome): string[] {
  const calls = sent.filter(({ url }) => url.includes('/api/v1/'))
  return calls.map(({ method, url }) => `${method} ${url.replace(/^.*\/api\/v1/, '')}`)
}

/** The scopes that the session's token was asked for with, grant by grant. */
export function scopesAsked({ sent }: Outcome): unknown[] {
  const grants = sent.flatMap(({ body }) => new URLSearchParams(body ?? '').get('assertion') ?? [])
  return grants.map(
    (grant) => JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()).scope,
  )
}

/** The same text without what differs from run to run: ids, ports and times. */
export function steady(text: string, names: Record<string, string> = {}): string {
  const named = Object.entries(names).reduce(
    (rest, [name, value]) => rest.replaceAll(value, `<${name}>`),
    text,
  )
  return named
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, '<origin>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
}
