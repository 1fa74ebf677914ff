import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SHELLS } from '../../src/commands/completion/shells.js'
import { nodeFiles } from '../../src/platform/files.js'
import { directoryWith } from '../support/directory.js'
import { mp, type World } from '../support/host.js'

const CONFIG = {
  defaultProfile: 'test',
  profiles: {
    test: { scopes: ['brreg:losore/utlegg', 'own:one'] },
    prod: {
      environment: 'prod',
      scopes: ['own:prod'],
      apis: { mine: { baseUrl: 'https://a.no', scopes: ['own:api'] } },
    },
    bare: { environment: 'test' },
    box: { environment: 'sandbox', scopes: ['own:box'] },
    'my profile': {},
    '-odd': {},
    'bad\u001b[31m': {},
    'bad\nline': {},
  },
  environments: { local: { issuer: 'http://127.0.0.1:9/' } },
}

const WORLD: World = { files: { 'maskinporten.config.json': JSON.stringify(CONFIG) } }

async function completed(words: readonly string[], world = WORLD): Promise<string[]> {
  const { code, stdout, stderr, sent } = await mp(['__complete', 'zsh', ...words], world)
  expect({ code, stderr, sent }).toEqual({ code: 0, stderr: '', sent: [] })
  return stdout.split('\n').filter(Boolean)
}

async function values(words: readonly string[], world = WORLD): Promise<string[]> {
  return (await completed(words, world)).map((line) => line.split('\t')[0] ?? '')
}

describe('mp completion', () => {
  it.each(SHELLS)('prints a script for %s, which asks for both names', async (shell) => {
    const { code, stdout, stderr } = await mp(['completion', shell])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`__complete ${shell} `)
    expect(stdout).toMatch(/mp'?,? '?maskinporten-cli/)
  })

  it.each([
    [[], 'mp: error: <shell> is missing: bash, zsh, fish or pwsh\n'],
    [['tcsh'], 'mp: error: there is no completion for shell "tcsh", only for bash, zsh, fish or pwsh\n'],
    [
      ['fisk'],
      'mp: error: there is no completion for shell "fisk", only for bash, zsh, fish or pwsh\nmp: hint: did you mean "fish"?\n',
    ],
  ])('refuses %j, and names the four', async (words, message) => {
    expect(await mp(['completion', ...words])).toMatchObject({ code: 2, stdout: '', stderr: message })
  })

  it('tells in its help where each script belongs', async () => {
    const { stdout } = await mp(['completion', '--help'])
    for (const line of [
      'source <(mp completion bash)',
      'source <(mp completion zsh)',
      'mp completion fish > ~/.config/fish/completions/mp.fish',
      'maskinporten-cli completion pwsh | Out-String | Invoke-Expression',
    ])
      expect(stdout).toContain(line)
  })
})

describe('mp __complete', () => {
  it('is in no help and no list of commands', async () => {
    expect((await mp(['--help'])).stdout).not.toContain('__complete')
    expect(await values(['__'])).not.toContain('__complete')
    expect((await mp(['help', '__complete'])).code).toBe(2)
  })

  it('completes commands, shells and formats', async () => {
    expect(await completed(['key', ''])).toContain(
      'check\tjudge a key and the life of its certificates; exit 8 where something is found',
    )
    expect(await values(['completion', ''])).toEqual([...SHELLS])
    expect(await values(['key', 'convert', '--to', ''])).toEqual(['pkcs12', 'pem', 'jwk'])
    expect(await values(['token', '--altinn-env', ''])).toContain('tt02')
  })

  it('completes profiles of the file found here, but none that must not be shown or would be a flag', async () => {
    expect(await completed(['token', '-p', ''])).toEqual(
      ['test', 'prod', 'bare', 'box', 'my profile'].map((name) => `${name}\tmaskinporten.config.json`),
    )
    expect(await values(['token', '--profile='])).toContain('--profile=-odd')
  })

  it('completes environments, built in and of the file', async () => {
    expect(await values(['token', '-e', ''])).toEqual(
      expect.arrayContaining(['test', 'prod', 'sandbox', 'skyporten', 'local']),
    )
  })

  it.each([
    [
      ['token', '-s', ''],
      ['brreg:losore/utlegg', 'own:one'],
    ],
    [
      ['token', '-p', 'prod', '-s', ''],
      ['own:prod', 'own:api'],
    ],
    [
      ['token', '--profile=prod', '--scope='],
      ['--scope=own:prod', '--scope=own:api'],
    ],
    [
      ['-pprod', 'token', '-s', ''],
      ['own:prod', 'own:api'],
    ],
    [
      ['token', '-e', 'prod', '-s', ''],
      ['own:prod', 'own:api'],
    ],
  ])('completes the scopes of the profile that %j names', async (words, expected) => {
    expect(await values(words)).toEqual(expected)
  })

  it('heeds MP_PROFILE', async () => {
    expect(await values(['token', '-s', ''], { ...WORLD, env: { MP_PROFILE: 'prod' } })).toEqual([
      'own:prod',
      'own:api',
    ])
  })

  it.each([
    [['token', '-p', 'bare', '-s', ''], false],
    [['token', '-p', 'box', '-s', ''], true],
    [['token', '-e', 'sandbox', '-p', 'box', '-s', ''], true],
    [['admin', 'client', 'create', '-p', 'box', '-s', ''], true],
    [['admin', 'client', 'update', 'x', '-p', 'prod', '--add-scope', ''], false],
  ])('adds the scopes of the catalogue, each once: %j', async (words, isOwnThere) => {
    const offered = await values(words)
    expect(offered).toContain('krr:global/kontaktinformasjon.read')
    expect(offered.includes('own:box')).toBe(isOwnThere)
    expect(offered).toEqual([...new Set(offered)])
  })

  it('knows which scopes the self-service API takes', async () => {
    expect(await values(['admin', 'client', 'list', '-s', ''])).toContain('idporten:dcr.read')
  })

  it('completes APIs by name, the profile’s own too, where they can be called', async () => {
    expect(await values(['call', '-p', 'prod', ''])).toEqual(expect.arrayContaining(['losore/', 'mine/']))
    expect(await values(['call', ''])).not.toContain('mine/')
    expect(await values(['call', '-e', 'skyporten', ''])).not.toContain('altinn-storage/')
  })

  it('reads the configuration that the line would be run with', async () => {
    const other = JSON.stringify({ profiles: { elsewhere: {} } })
    const world = { files: { ...WORLD.files, 'sub/other.json': other, 'home.json': other } }
    expect(await values(['token', '--config', 'sub/other.json', '-p', ''], world)).toEqual(['elsewhere'])
    expect(await values(['token', '--config=~/home.json', '-p', ''], world)).toEqual(['elsewhere'])
    const env = { MP_CONFIG: 'sub/other.json' }
    expect(await values(['token', '-p', ''], { ...world, env })).toEqual(['elsewhere'])
    const below = directoryWith({ 'maskinporten.config.json': other, 'a/b/.keep': '' })
    expect(await values(['token', '-p', ''], { cwd: join(below, 'a', 'b') })).toEqual(['elsewhere'])
  })

  it.each([['{'], ['{"profiles":[]}'], ['{"profiles":{"a":{"scopes":7}}}'], ['\u0000']])(
    'offers what it knows without a broken configuration: %j',
    async (text) => {
      const world = { files: { 'maskinporten.config.json': text } }
      expect(await values(['token', '-p', ''], world)).toEqual([])
      expect(await values(['token', '-e', ''], world)).toContain('test')
      expect(await values(['token', '-s', ''], world)).toContain('brreg:losore/utlegg')
    },
  )

  it('waits for no pipe and reads from no terminal', async () => {
    const cwd = directoryWith()
    expect(spawnSync('mkfifo', [join(cwd, '.maskinportenrc'), join(cwd, 'pipe')]).status).toBe(0)
    expect(await values(['token', '-p', ''], { cwd })).toEqual([])
    expect(await values(['token', '--config', 'pipe', '-p', ''], { cwd })).toEqual([])
    expect(await values(['token', '--config', '/dev/stdin', '-p', ''], { cwd })).toEqual([])
  })

  it('never fails', async () => {
    expect(await mp(['__complete'])).toMatchObject({ code: 0, stderr: '' })
    expect(await mp(['__complete', 'zsh', '--json', 'nope', '-'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    })
    const broken = () => {
      throw new TypeError('a bug')
    }
    const host = { files: { ...nodeFiles, size: broken, read: broken } }
    expect(await mp(['__complete', 'zsh', 'token', '-p', ''], { host })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    })
    expect(await mp(['__complete', 'zsh', 'token', ''], { host: { stdout: broken } })).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  it('runs no program, opens no key and asks nobody', async () => {
    const profile = { key: { file: 'k.p12', password: { command: ['touch', 'run'] } }, scopes: ['a:b'] }
    const world = { files: { 'maskinporten.config.json': JSON.stringify({ profiles: { test: profile } }) } }
    const forbidden = () => {
      throw new Error('not while completing')
    }
    const host = { run: forbidden, sender: forbidden, promptHidden: forbidden, readStdin: forbidden }
    expect(await values(['token', '-p', 'test', '-s', ''], { ...world, host })).toEqual(['a:b'])
  })

  it('speaks to bash in bash’s words', async () => {
    const line = async (text: string) =>
      (await mp(['__complete', 'bash', text, ' \t\n"\'@><=;|&(:'], WORLD)).stdout
    expect(await line('mp token --scope=brreg:l')).toBe('losore/utlegg\n')
    expect(await line('mp token -p my')).toBe('my\\ profile\n')
    expect(await line('mp token > o')).toBe('\tfile\t\to\n')
  })

  it('reads pwsh’s last word behind its dot', async () => {
    expect((await mp(['__complete', 'pwsh', 'key', '.'], WORLD)).stdout).toMatch(/^inspect\t/)
    expect((await mp(['__complete', 'pwsh', 'token', '.--profile='], WORLD)).stdout).toMatch(
      /^--profile=test\t/,
    )
  })
})

describe('the built mp __complete', () => {
  it('reads neither commander nor crypto nor http', () => {
    const bin = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
    const script = `
      process.argv = [process.argv[0], ${JSON.stringify(bin)}, '__complete', 'zsh', 'token', '-p', 'x', '-s', '']
      process.exit = () => {
        const files = Object.keys(require.cache).map((file) => require('node:path').basename(file))
        const builtins = process.moduleLoadList.filter((name) => /NativeModule (crypto|http|https|net|tls|child_process)$/.test(name))
        console.error(JSON.stringify([...files, ...builtins]))
      }
      require(${JSON.stringify(bin)})`
    const cwd = directoryWith({ 'listing.cjs': script })
    const { stderr, stdout } = spawnSync(process.execPath, ['listing.cjs'], { encoding: 'utf8', cwd })
    expect(stdout).toContain('brreg:losore/utlegg')
    const loaded: string[] = JSON.parse(stderr)
    expect(loaded).toContain('complete.cjs')
    expect(loaded.filter((name) => /NativeModule|program|request|lib|keystore/.test(name))).toEqual([])
  })
})
