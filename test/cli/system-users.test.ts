import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PROVOKED } from '../sandbox/altinn/systemuser/support/provoked.js'
import { directoryWith } from '../support/directory.js'
import { mp, type World } from '../support/host.js'
import { claimsOf } from '../support/sandbox-files.js'

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'sandbox.md'), 'utf8')
const SECTION = PAGE.split('## System users, from registration to token\n')[1]?.split('\n## ')[0] ?? ''
const [SYSTEM = '', REQUEST = ''] = [...SECTION.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text)
const FILES = { 'system.json': SYSTEM, 'request.json': REQUEST }

interface Step {
  line: string
  answer: string
}

/** What is typed in the transcript, and what it is said to print. */
const STEPS: readonly Step[] = (/```console\n\$ ([\s\S]*?)```/.exec(SECTION)?.[1] ?? '')
  .split('\n$ ')
  .map((step) => {
    const [line = '', answer = ''] = step.trim().split('\n')
    return { line, answer }
  })

/** A sandbox with a state of its own, where nothing has been registered yet, until the test is over. */
async function running(argv: readonly string[] = [], world: World = {}) {
  const env = { XDG_STATE_HOME: directoryWith() }
  let interrupt = () => {}
  const ended = new Promise<number>((resolve) => {
    interrupt = () => resolve(130)
  })
  onTestFinished(() => interrupt())
  const issuer = await new Promise<string>((resolve, reject) => {
    const stdout = (text: string | Uint8Array) => resolve(JSON.parse(`${text}`).issuer)
    const host = { stdout, interrupted: () => ended }
    const line = ['sandbox', '--port', '0', '--json', ...argv]
    mp(line, { ...world, env, host }).then(({ stderr }) => reject(new Error(stderr)), reject)
  })
  return { origin: issuer.slice(0, -1), env: { ...env, MP_SANDBOX: issuer } }
}

/** As a shell takes it apart: at spaces, but for what stands between double quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''))
}

const PLACEHOLDER = /([0-9a-f]{8})-…/g

/** What an answer of the transcript stands for: three dots for anything, and a UUID's beginning for one and the same UUID. */
function patternOf(answer: string, known: ReadonlyMap<string, string>): { pattern: RegExp; fresh: string[] } {
  const fresh: string[] = []
  const parts = answer.split(PLACEHOLDER).map((part, at) => {
    if (at % 2 === 0) return part.split('…').map(escaped).join('.*')
    const id = known.get(part)
    if (id !== undefined) return id
    if (fresh.includes(part)) return `\\${fresh.indexOf(part) + 1}`
    fresh.push(part)
    return '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
  })
  return { pattern: new RegExp(`^${parts.join('')}$`), fresh }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

async function typed(line: string, world: World): Promise<string> {
  const [program, ...argv] = words(line)
  if (program === 'mp') {
    const { stdout, stderr } = await mp(argv, world)
    return stdout === '' ? (stderr.split('\n')[0] ?? '') : stdout.trimEnd()
  }
  const [, body = '', url = ''] = argv
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await fetch(url, { method: 'POST', headers, body })).text()
}

describe('the section on system users', () => {
  it('has a transcript from registration to token, and what it says is so', async () => {
    const { origin, env } = await running()
    const world = { env, cwd: directoryWith(FILES) }
    const ids = new Map<string, string>()
    const here = (text: string) => text.replaceAll('http://127.0.0.1:8473', origin)
    expect(STEPS.map(({ line }) => line.split(' ')[0])).toEqual([
      'mp',
      'mp',
      'mp',
      'curl',
      'mp',
      'mp',
      'mp',
      'mp',
      'mp',
    ])
    for (const { line, answer } of STEPS) {
      const now = here(line).replace(PLACEHOLDER, (whole, start) => ids.get(start) ?? whole)
      const said = await typed(now, world)
      const { pattern, fresh } = patternOf(here(answer), ids)
      const found = pattern.exec(said)
      expect(said, line).toMatch(pattern)
      for (const [at, start] of fresh.entries()) ids.set(start, found?.[at + 1] ?? '')
    }
  }, 60_000)

  it('lists the codes that are really given, and no other', () => {
    const [, listed = ''] =
      /answered with its code, in a problem report: ([\s\S]*?)\. The others/.exec(SECTION) ?? []
    const [faults = '', problems = ''] = listed.split(' for a system; ')
    const numbers = (text: string) =>
      [...text.matchAll(/(\d{5})(?: to (\d{5}))?/g)].flatMap(([, from, to = from]) =>
        Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
      )
    const given = (prefix: string) => [
      ...new Set(
        PROVOKED.flatMap(({ code }) => (code.startsWith(prefix) ? [Number(code.slice(prefix.length))] : [])),
      ),
    ]
    const sorted = (list: number[]) => list.toSorted((one, other) => one - other)
    expect(numbers(faults)).toEqual(sorted(given('AUTH.VLD-')))
    expect(numbers(problems)).toEqual(sorted(given('AUTH-')))
  })
})

describe('a vendor at the sandbox', () => {
  const call = (world: World, ...argv: string[]) => mp(['call', '--env', 'sandbox', ...argv], world)
  const token = (world: World, ...more: string[]) =>
    mp(
      ['token', '--env', 'sandbox', '-s', 'altinn:instances.read', '--systemuser-org', '314250052', ...more],
      world,
    )

  it('goes the whole way with no sandbox running, for what one command changes is there for the next', async () => {
    const env = { XDG_STATE_HOME: directoryWith() }
    const world = { env, cwd: directoryWith(FILES) }
    expect(
      (await call(world, 'altinn-authentication/systemregister/vendor', '-d', '@system.json')).code,
    ).toBe(0)
    const made = await call(world, 'altinn-authentication/systemuser/request/vendor', '-d', '@request.json')
    const { confirmUrl, id } = JSON.parse(made.stdout)
    expect(confirmUrl).toBe(
      `http://127.0.0.1:8473/accessmanagement/ui/systemuser/request?id=${id}&DONTCHOOSEREPORTEE=true`,
    )
    const listed = await call(
      world,
      'altinn-authentication/systemuser/request/vendor/bysystem/310904473_regnskap',
    )
    expect(JSON.parse(listed.stdout).data).toMatchObject([{ id, status: 'New' }])
    expect((await token(world)).code).toBe(4)
  }, 60_000)

  it('gets a token with the system user in it, and none after the customer has taken it back', async () => {
    const { env } = await running()
    const world = { env, cwd: directoryWith(FILES) }
    await call(world, 'altinn-authentication/systemregister/vendor', '-d', '@system.json')
    const made = await call(world, 'altinn-authentication/systemuser/request/vendor', '-d', '@request.json')
    const { confirmUrl } = JSON.parse(made.stdout)
    const decide = async (decision: string) =>
      (await fetch(confirmUrl, { method: 'POST', body: new URLSearchParams({ decision }) })).text()
    const { systemUserId } = JSON.parse(await decide('approve'))
    const bought = await token(world)
    expect(claimsOf(bought.stdout).authorization_details).toEqual([
      {
        type: 'urn:altinn:systemuser',
        systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:314250052' },
        systemuser_id: [systemUserId],
        system_id: '310904473_regnskap',
      },
    ])
    const other = '5a4db0c5-0002-4000-8000-310904473002'
    expect((await token(world, '--client-id', other)).code).toBe(4)
    await decide('withdraw')
    const refused = await token(world, '--refresh')
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('MP-303')])
  }, 60_000)

  it('is told in plain words what a code means', async () => {
    const { env } = await running()
    const world = { env, cwd: directoryWith(FILES) }
    const { code, stderr } = await call(
      world,
      'altinn-authentication/systemuser/request/vendor',
      '-d',
      '@request.json',
    )
    expect([code, stderr]).toEqual([6, expect.stringContaining('404 Not Found (AUTH-00011)')])
  }, 60_000)

  it.each([
    ['altinn-authentication/systemregister/vendor', 'GET', 'altinn:authentication/systemregister.write'],
    ['altinn-authentication/systemregister/vendor/x', 'PUT', 'altinn:authentication/systemregister.write'],
    [
      'altinn-authentication/systemuser/request/vendor',
      'POST',
      'altinn:authentication/systemuser.request.write',
    ],
    [
      'altinn-authentication/systemuser/request/vendor/x',
      'GET',
      'altinn:authentication/systemuser.request.read',
    ],
    [
      'altinn-authentication/systemuser/request/vendor/x',
      'DELETE',
      'altinn:authentication/systemuser.request.write',
    ],
    [
      'altinn-authentication/systemuser/changerequest/vendor',
      'POST',
      'altinn:authentication/systemuser.request.write',
    ],
    [
      'altinn-authentication/systemuser/vendor/byquery?orgno=x',
      'GET',
      'altinn:authentication/systemuser.request.write',
    ],
    [
      'altinn-authentication/systemuser/vendor/bysystem/x',
      'GET',
      'altinn:authentication/systemregister.write',
    ],
  ])('asks for the one scope that %s wants by %s', async (target, method, scope) => {
    const { sent, stderr } = await call({}, target, '-X', method)
    const grant = new URLSearchParams(sent[0]?.body).get('assertion') ?? ''
    expect(claimsOf(grant).scope).toBe(scope)
    expect(stderr).not.toMatch(/ 40[13] /)
  })
})

describe('systems of the sandbox’s file', () => {
  const FILE = `
systems:
  - { id: 313725138_arkiv, name: Arkiv, clients: ["Sandkasse med registrert nøkkel"], rights: [demo-arkiv] }
`

  it('are in the register, for this run', async () => {
    const { env, origin } = await running(['--config', 'sandbox.yaml'], { files: { 'sandbox.yaml': FILE } })
    const supplier = ['--client-id', '5a4db0c5-0003-4000-8000-313725138001']
    const at = 'altinn-authentication/systemregister/vendor/313725138_arkiv'
    const { stdout } = await mp(['call', '--env', 'sandbox', ...supplier, at], { env })
    expect(JSON.parse(stdout)).toMatchObject({
      name: { nb: 'Arkiv' },
      rights: [{ resource: [{ id: 'urn:altinn:resource', value: 'demo-arkiv' }] }],
      clientId: ['5a4db0c5-0002-4000-8000-310904473002'],
    })
    const deleted = await mp(['call', '--env', 'sandbox', ...supplier, '-X', 'DELETE', at], { env })
    expect(deleted.code).toBe(0)
    const without = { ...env, MP_SANDBOX: '' }
    const kept = await mp(['call', '--env', 'sandbox', ...supplier, at], { env: without })
    expect([kept.code, kept.stderr]).toEqual([6, expect.stringContaining('404')])
    expect(origin).not.toBe('')
  }, 60_000)

  it.each([
    ['{ id: 313725138 arkiv, clients: [] }', 'is not <organisation number>_<name>, without spaces'],
    ['{ id: 313725139_arkiv, clients: [] }', 'is not <organisation number>_<name>, without spaces'],
    ['{ id: 313725138_a, clients: [Ukjent] }', 'is no client of the sandbox or of the file'],
    ['{ id: 313725138_a, clients: [], accessPackages: [x] }', 'is not urn:altinn:accesspackage:<name>'],
    ['{ id: 313725138_a, clients: [], redirectUrls: ["http://x.example"] }', 'is not an https: URL'],
  ])('are described rightly, or nothing is started: %s', async (system, words) => {
    const files = { 'sandbox.yaml': `systems:\n  - ${system}\n` }
    const { code, stderr } = await mp(['sandbox', '--port', '0', '--config', 'sandbox.yaml'], { files })
    expect([code, stderr]).toEqual([3, expect.stringContaining(words)])
  })
})
