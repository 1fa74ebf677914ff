import { describe, expect, it } from 'vitest'
import { mp, type World } from '../support/host.js'
import { claimsOf, sandboxFile } from '../support/sandbox-files.js'

const SANDBOX = ['--env', 'sandbox', '--scope', 'brreg:losore/utlegg']

interface Started {
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
}

/** Runs a line with a program that ends with `code`, and tells what was started. */
async function run(argv: readonly string[], world: World = {}, code = 0) {
  const started: Started[] = []
  const execute = async (program: readonly string[], env: Started['env']) => {
    started.push({ argv: program, env })
    return code
  }
  const outcome = await mp(argv, { ...world, host: { ...world.host, execute } })
  return { ...outcome, started }
}

describe('mp exec', () => {
  it('gives the program the token in its environment, and prints nothing', async () => {
    const { code, stdout, stderr, started } = await run(['exec', ...SANDBOX, '--', 'node', 'fetch.js'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(started.map(({ argv }) => argv)).toEqual([['node', 'fetch.js']])
    expect(claimsOf(started[0]?.env.MASKINPORTEN_TOKEN ?? '')).toMatchObject({ scope: 'brreg:losore/utlegg' })
  })

  it('gives it everything else of its own environment, and takes the place of a token that was there', async () => {
    const env = { MASKINPORTEN_TOKEN: 'old', MP_KEY_PASSWORD: 'geheim', PATH: '/bin', EMPTY: '' }
    const { started } = await run(['exec', ...SANDBOX, '--', 'x'], { env })
    const { MASKINPORTEN_TOKEN, ...others } = started[0]?.env ?? {}
    expect(others).toMatchObject({ MP_KEY_PASSWORD: 'geheim', PATH: '/bin', EMPTY: '' })
    expect(MASKINPORTEN_TOKEN).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  it.each([0, 1, 3, 4, 130, 255])('ends with the exit code of the program: %i', async (code) => {
    expect((await run(['exec', ...SANDBOX, '--', 'x'], {}, code)).code).toBe(code)
  })

  it.each([
    ['--json', '-v', '--help', '-o', 'x'],
    ['-p', 'none', '--env=prod', '--scope', 'a:b'],
    ['--', '--', 'exec', '--no-cache'],
    ['', ' ', '*', '$HOME', '`id`', "'", '-'],
  ])('leaves what stands behind -- to the program: %j …', async (...words) => {
    const { code, stderr, started } = await run(['exec', ...SANDBOX, '--', 'curl', ...words])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(started.map(({ argv }) => argv)).toEqual([['curl', ...words]])
  })

  it('takes its own flags before the command too', async () => {
    const { code, started } = await run(['-q', 'exec', ...SANDBOX, '--', 'curl', '-q', '--json'])
    expect(code).toBe(0)
    expect(started.map(({ argv }) => argv)).toEqual([['curl', '-q', '--json']])
  })

  it('asks once for two programs, and anew with --refresh', async () => {
    const first = await run(['exec', ...SANDBOX, '--', 'x'])
    const world = { cwd: first.cwd }
    const second = await run(['exec', ...SANDBOX, '--', 'y'], world)
    expect([first.sent.length, second.sent.length]).toEqual([1, 0])
    expect(second.started[0]?.env.MASKINPORTEN_TOKEN).toBe(first.started[0]?.env.MASKINPORTEN_TOKEN)
    const third = await run(['exec', ...SANDBOX, '--refresh', '--', 'y'], world)
    expect(third.started[0]?.env.MASKINPORTEN_TOKEN).not.toBe(first.started[0]?.env.MASKINPORTEN_TOKEN)
    expect((await mp(['token', ...SANDBOX], world)).sent).toEqual([])
  })

  it("gives Altinn's token where that is wanted", async () => {
    const line = ['exec', '--env', 'sandbox', '--scope', 'altinn:instances.read', '--altinn', '--', 'x']
    const token = (await run(line)).started[0]?.env.MASKINPORTEN_TOKEN ?? ''
    expect(claimsOf(token)).toMatchObject({ 'urn:altinn:orgNumber': '310904473' })
  })

  it('tells with --verbose what it runs, and not the token', async () => {
    const { stderr, started } = await run(['exec', ...SANDBOX, '-v', '--', 'x', 'y'])
    expect(stderr).toMatch(/\nmp: "x" runs with the token in MASKINPORTEN_TOKEN\n$/)
    expect(stderr).not.toContain(started[0]?.env.MASKINPORTEN_TOKEN)
  })

  it('starts nothing where there is no token, and ends as mp token does', async () => {
    const wrong = ['--key', sandboxFile('consumer.p12'), '--no-input']
    const cases = [
      [...SANDBOX, '--client-id', 'nobody'],
      [...SANDBOX, ...wrong],
      ['--env', 'nowhere'],
    ]
    for (const flags of cases) {
      const { code, stdout, stderr, started } = await run(['exec', ...flags, '--', 'x'])
      const token = await mp(['token', ...flags])
      expect({ code, stdout, started }).toEqual({ code: token.code, stdout: '', started: [] })
      expect(withoutPort(stderr)).toBe(withoutPort(token.stderr))
      expect(code).toBeGreaterThan(1)
    }
  })

  it.each([
    [['exec'], 'a program is missing'],
    [['exec', ...SANDBOX], 'a program is missing'],
    [['exec', 'curl', '-X', 'POST', '--data', 'x'], '-- is missing before the program'],
    [['exec', ...SANDBOX, 'true'], '-- is missing before the program'],
    [['exec', ...SANDBOX, '--'], 'a program is missing behind --'],
    [['exec', ...SANDBOX, '--', ''], 'a program is missing behind --'],
    [['exec', 'true', '--', 'x'], '"true" stands before --'],
    [['exec', '--env', 'sandbox', '-s', '--', 'x'], '--scope has no value before --'],
    [['exec', '-p', '--', 'x'], '--profile has no value before --'],
  ])('is refused as %j', async (argv, what) => {
    const { code, stdout, stderr, started, sent } = await run(argv)
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `mp: error: ${what}, as in: mp exec -p test -- node fetch.js\n`,
    })
    expect([started, sent]).toEqual([[], []])
  })

  it('says that there is no such program, and that a file is none', async () => {
    expect(await mp(['exec', ...SANDBOX, '--', 'no-such-program-anywhere'])).toMatchObject({
      code: 127,
      stdout: '',
      stderr:
        'mp: error: "no-such-program-anywhere" is no program that can be found\n' +
        "mp: hint: programs are looked for on PATH; a script's interpreter (#!) must be there too\n",
    })
    const { code, stderr, cwd } = await mp(['exec', ...SANDBOX, '--', sandboxFile('consumer.jwk.json')])
    expect({ code, stderr: stderr.replace(/"\/.*"/, '"x"'), isFolder: cwd !== '' }).toEqual({
      code: 126,
      stderr: 'mp: error: "x" cannot be run (EACCES)\n',
      isFolder: true,
    })
    const json = await mp(['exec', ...SANDBOX, '--json', '--', 'no-such-program-anywhere'])
    expect(JSON.parse(json.stderr)).toMatchObject({ code: 'MP_PROGRAM_NOT_FOUND', exit: 127 })
  })

  it('shows in its help how it is called', async () => {
    expect((await mp(['exec', '--help'])).stdout).toMatch(
      /^Usage: mp exec \[options\] -- <program> \[args\.\.\.\]\n/,
    )
    expect((await mp(['--help'])).stdout).toContain('  exec [options] -- <program> [args...]  ')
  })
})

function withoutPort(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, 'here').replace(/trace_id: \w+/g, 'trace_id')
}
