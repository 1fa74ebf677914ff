import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STEPS } from '../../src/flows/doctor/step.js'
import { mp, type Outcome, type World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile, sandboxPassword } from '../support/sandbox-files.js'
import { httpServer } from '../support/servers.js'
import { BROKEN, type BrokenSetUp, brokenPage, refusingAltinn, type SetUp } from './support/broken-setups.js'
import { sandboxOrigin } from './support/refusing.js'

const SANDBOX = ['doctor', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']
const API = 'losore/utlegg/enheter/310904473?sokers_orgnummer=974760673'

interface Step {
  step: string
  status: string
  message: string
  remedy: string[]
}

const stepsOf = ({ stdout }: Outcome): Step[] => JSON.parse(stdout).steps
const statuses = (outcome: Outcome) =>
  Object.fromEntries(stepsOf(outcome).map(({ step, status }) => [step, status]))

/** A set-up that works against this origin. */
function works(origin: string, altinn = origin): SetUp {
  return {
    profile: {
      environment: 'local',
      clientId: CLIENT_IDS.certificate,
      scopes: ['brreg:losore/utlegg'],
      key: { file: 'consumer.p12', password: { file: 'consumer.password' } },
    },
    environment: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token`, altinn },
  }
}

function worldOf({ profile, environment }: SetUp): World & { files: Record<string, string | Uint8Array> } {
  const config = { defaultProfile: 'p', profiles: { p: profile }, environments: { local: environment } }
  return {
    files: {
      'maskinporten.config.json': JSON.stringify(config),
      'consumer.p12': readFileSync(sandboxFile('consumer.p12')),
      'consumer.password': readFileSync(sandboxFile('consumer.password')),
    },
  }
}

async function examine(row: Partial<BrokenSetUp>, more: readonly string[] = ['--json']): Promise<Outcome> {
  const origin = await (row.serve?.() ?? sandboxOrigin(row.sandbox))
  const setUp = works(origin, row.step === 'altinn' ? await refusingAltinn() : origin)
  row.breaks?.(setUp)
  const world = worldOf(setUp)
  const target = row.target ? [`${await row.target()}/x`] : []
  const argv = ['doctor', ...target, ...(row.argv ?? []), ...more]
  return mp(argv, { ...world, ...(await row.world?.()), files: { ...world.files, ...row.files } })
}

describe('mp doctor', () => {
  it.each([
    [[API], 'altinn'],
    [['--altinn'], 'api'],
  ])('finds nothing wrong with the sandbox: %j', async (more, skipped) => {
    const { code, stdout, stderr } = await mp([...SANDBOX, ...more])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    const words = lines.slice(0, -1).map((line) => line.split(/ +/)[0])
    expect(words).toEqual(STEPS.map((step) => (step === skipped ? 'skip' : 'ok')))
    expect(lines.at(-1)).toBe('nothing is wrong')
  })

  it('finds nothing wrong with the set-up that every row below breaks', async () => {
    const outcome = await examine({})
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    const skipped = { altinn: 'skipped', api: 'skipped' }
    expect(statuses(outcome)).toEqual({
      ...Object.fromEntries(STEPS.map((step) => [step, 'passed'])),
      ...skipped,
    })
  })

  it.each(BROKEN)('names the one cause of $what: $step', async (row) => {
    const outcome = await examine(row)
    expect(outcome.code).toBe(8)
    const failed = stepsOf(outcome).filter(({ status }) => status === 'failed')
    expect(failed.map(({ step }) => step)).toEqual([row.step])
    const { message = '', remedy = [] } = failed[0] ?? {}
    expect([message, ...remedy].join('\n')).toContain(row.says)
    expect(remedy).not.toEqual([])
  })

  it('names in every step that was skipped the one that failed', async () => {
    const outcome = await examine({ breaks: ({ profile }) => void delete profile.clientId })
    const [, ...others] = stepsOf(outcome)
    const reasons = others.map(({ status, message }) => `${status} ${message}`)
    expect(new Set(reasons)).toEqual(new Set(['skipped needs configuration, which failed']))
  })
})

describe('docs/doctor.md', () => {
  it('is the table of the set-ups above (UPDATE=1 writes it)', () => {
    const path = join(import.meta.dirname, '..', '..', 'docs', 'doctor.md')
    if (process.env.UPDATE === '1') writeFileSync(path, brokenPage())
    expect(readFileSync(path, 'utf8')).toBe(brokenPage())
  })

  it('has a set-up for every step', () => {
    const steps = new Set(BROKEN.map(({ step }) => step))
    expect(STEPS.filter((step) => !steps.has(step))).toEqual([])
  })
})

describe('what mp doctor says', () => {
  it('is, for a person, a line for each step, and the remedy under the one that failed', async () => {
    const { code, stdout } = await examine({ argv: ['--lang', 'nb'], breaks: unknownClient }, [])
    expect(code).toBe(8)
    expect(stdout).toMatch(/^ok {4}configuration {2}profile p, environment local, client ukjent\n/)
    expect(stdout).toMatch(/\nFAIL {2}token {10}http\S+ refused \(400 .*MP-100.*\n( +-> .+\n)+skip {2}scope/)
    expect(stdout).toContain('-> neste: ')
    expect(stdout).toMatch(/\nthe trouble is in: token\n$/)
  })

  it('is one line of JSON for a program', async () => {
    const { stdout } = await mp([...SANDBOX, '--json'])
    expect(stdout.match(/\n/g)).toHaveLength(1)
    const json = JSON.parse(stdout)
    expect(json).toMatchObject({ schema: 'mp.doctor/1', ok: true })
    expect(json.steps.map(({ step }: Step) => step)).toEqual([...STEPS])
    expect(Object.keys(json.steps[0])).toEqual(['step', 'status', 'message', 'remedy'])
  })

  it('asks nobody with --offline', async () => {
    const outcome = await examine({ serve: async () => 'http://127.0.0.1:1', argv: ['--offline'] })
    expect(outcome).toMatchObject({ code: 0, sent: [], called: [] })
    const skipped = stepsOf(outcome).filter(({ status }) => status === 'skipped')
    expect(skipped.map(({ step }) => step)).toEqual(
      STEPS.filter((it) => !['configuration', 'key', 'certificate', 'grant'].includes(it)),
    )
    for (const { message } of skipped) expect(message).toContain('--offline')
  })

  it('is a warning where a certificate soon ends', async () => {
    const soon = Math.floor(Date.UTC(2029, 10, 20) / 1000)
    const outcome = await examine({
      argv: ['--offline'],
      world: async () => ({ host: { now: () => soon } }),
    })
    expect(outcome.code).toBe(0)
    expect(statuses(outcome).certificate).toBe('warned')
  })

  it.each([
    ['is not published', 404, {}],
    ['is published with another', 200, { issuer: '<origin>/', token_endpoint: '<origin>/elsewhere' }],
  ])('is a warning where the token endpoint that is configured %s', async (_, status, metadata) => {
    const good = {
      access_token: 'a.b.c',
      token_type: 'Bearer',
      expires_in: 119,
      scope: 'brreg:losore/utlegg',
    }
    const serve = () =>
      httpServer(({ url, headers }, response) => {
        const named = JSON.stringify(metadata).replaceAll('<origin>', `http://${headers.host}`)
        response.writeHead(url === '/token' ? 200 : status, { 'content-type': 'application/json' })
        response.end(url === '/token' ? JSON.stringify(good) : named)
      })
    const outcome = await examine({ serve })
    expect(outcome.code).toBe(0)
    expect(statuses(outcome)).toMatchObject({ metadata: 'warned', token: 'passed', scope: 'passed' })
  })

  it('keeps no token, and takes none that is kept', async () => {
    const outcome = await examine({})
    expect(outcome.sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect((await mp(['cache', 'list', '--json'], { cwd: outcome.cwd })).stdout).not.toContain('expires')
  })

  it('is a usage error where the line is wrong', async () => {
    expect((await mp(['doctor', '--env', 'sandbox', '--timeout', 'x'])).code).toBe(2)
    expect((await mp(['doctor', '--bundle', '-'])).code).toBe(2)
    expect((await mp(['doctor', '--offlin'])).code).toBe(2)
  })
})

function unknownClient({ profile }: SetUp): void {
  profile.clientId = 'ukjent'
}

describe('mp doctor --bundle', () => {
  const PID = '08089403198'

  it('writes what a service desk can be sent, for its owner alone', async () => {
    const { code, cwd } = await mp([...SANDBOX, '--bundle', 'b.json', '--pid', PID], {
      env: {
        MP_TEST: '30',
        MASKINPORTEN_X: 'y',
        HTTPS_PROXY: 'http://ola:hemmelig@proxy.example.no:8080',
        http_proxy: 'ola:hemmelig@proxy.example.no',
      },
    })
    expect(code).toBe(0)
    const path = join(cwd, 'b.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const text = readFileSync(path, 'utf8')
    const bundle = JSON.parse(text)
    expect(bundle).toMatchObject({
      schema: 'mp.doctor-bundle/1',
      versions: { mp: '0.0.0-test', platform: process.platform },
      ok: true,
      settings: { scopes: { value: ['brreg:losore/utlegg'], origin: '--scope' } },
      certificates: [{ orgnr: '310904473' }, {}, {}],
      grant: { header: ['alg', 'x5c'], claims: { scope: 'brreg:losore/utlegg', pid: '[11 digits]' } },
      token: { scope: 'brreg:losore/utlegg' },
      proxies: { HTTPS_PROXY: 'http://proxy.example.no:8080', http_proxy: 'proxy.example.no' },
      variables: ['MP_TEST', 'MASKINPORTEN_X'],
    })
    for (const secret of [PID, 'hemmelig', 'ola:']) expect(text).not.toContain(secret)
  })

  it('writes over no file', async () => {
    const outcome = await mp([...SANDBOX, '--bundle', 'b.json'], { files: { 'b.json': 'mine' } })
    expect(outcome).toMatchObject({ code: 3, stdout: '', sent: [] })
    expect(readFileSync(join(outcome.cwd, 'b.json'), 'utf8')).toBe('mine')
  })

  it('is not said to be well where it cannot be written', async () => {
    const outcome = await mp([...SANDBOX, '--offline', '--bundle', 'gone/b.json'])
    expect(outcome).toMatchObject({
      code: 3,
      stdout: '',
      stderr: 'mp: error: "gone/b.json" cannot be written: there is no such folder\n',
    })
  })

  it('is written of a set-up that is broken from the start', async () => {
    const { code, cwd } = await mp(['doctor', '--config', 'none.json', '--bundle', 'b.json'])
    expect(code).toBe(8)
    expect(JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8'))).toMatchObject({ ok: false, settings: {} })
  })
})

describe('a secret', () => {
  const jwk = JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8'))
  const numbers = ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => `${jwk[name]}`)
  const withKey = { clientId: CLIENT_IDS.key, key: { file: 'consumer.jwk.json' } }

  it.each([
    ['certificate', {}, [], 2],
    ['registered key', withKey, [], 2],
    ['certificate, refused', { clientId: 'ukjent' }, [], 1],
    ['password in the configuration', { key: { file: 'consumer.p12', password: '<plain>' } }, [], 2],
    [
      'wrong password',
      { key: { file: 'consumer.p12', password: 'helt-feil-passord' } },
      ['helt-feil-passord'],
      0,
    ],
  ])('stands nowhere in what is said and written: %s', async (_, change, more, jwts) => {
    const tokens: string[] = []
    const origin = await sandboxOrigin()
    const setUp = works(origin)
    Object.assign(
      setUp.profile,
      JSON.parse(JSON.stringify(change).replace('<plain>', sandboxPassword('consumer'))),
    )
    const world = worldOf(setUp)
    const files = { ...world.files, 'consumer.jwk.json': readFileSync(sandboxFile('consumer.jwk.json')) }
    const argv = ['doctor', `${origin}/x`, '-v', '--bundle', 'b.json']
    const { stdout, stderr, sent, called, cwd } = await mp(argv, { ...world, files })
    for (const { body = '' } of sent) tokens.push(new URLSearchParams(body).get('assertion') ?? '')
    for (const { headers } of called) tokens.push(new Map(headers).get('authorization')?.slice(7) ?? '')
    const made = tokens.filter((jwt) => jwt !== '')
    expect(made).toHaveLength(jwts)
    const signatures = made.flatMap((jwt) => jwt.split('.')[2] ?? [])
    const secrets = [sandboxPassword('consumer'), ...numbers, ...made, ...signatures, ...more]
    const said = stdout + stderr + readFileSync(join(cwd, 'b.json'), 'utf8')
    for (const secret of secrets) expect(said).not.toContain(secret)
    expect(stdout).toContain('configuration')
  })
})
