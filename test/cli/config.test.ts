import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { directoryWith } from '../support/directory.js'
import { mp } from '../support/host.js'

const CONFIG = {
  defaultProfile: 'test',
  profiles: {
    test: {
      clientId: 'c',
      key: { file: 'test.p12', alias: 'auth', password: 'hemmelig' },
      scopes: ['a:b', 'a:c'],
    },
    prod: { extends: 'test', key: { file: 'prod.jwk.json', kid: 'k' } },
  },
}
const files = { 'maskinporten.config.json': JSON.stringify(CONFIG) }

describe('Altinn in mp config', () => {
  const FLAGS = ['--env', 'test', '--altinn-env', 'at22', '--altinn-test']

  it('is shown with the platform it leads to and the flag that asked for it', async () => {
    const { stdout } = await mp(['config', 'show', ...FLAGS, '--json'])
    expect(JSON.parse(stdout).settings).toMatchObject({
      altinnPlatform: { value: 'https://platform.at22.altinn.cloud', origin: '--altinn-env' },
      altinn: { value: true, origin: '--altinn-env' },
      altinnEnv: { value: 'at22', origin: '--altinn-env' },
      altinnTest: { value: true, origin: '--altinn-test' },
    })
  })

  it('is written into a first profile', async () => {
    const { cwd } = await mp(['config', 'init', ...FLAGS, '--scope', 'altinn:events.subscribe'])
    const written = JSON.parse(readFileSync(join(cwd, 'maskinporten.config.json'), 'utf8'))
    expect(written.profiles.test).toEqual({
      scopes: ['altinn:events.subscribe'],
      altinn: true,
      altinnEnv: 'at22',
      altinnTest: true,
    })
    expect((await mp(['config', 'validate'], { cwd })).code).toBe(0)
  })

  it('is not written where the environment has no such Altinn', async () => {
    const { code, cwd } = await mp(['config', 'init', '--env', 'prod', '--altinn-env', 'tt02'])
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'maskinporten.config.json'))).toBe(false)
  })
})

describe('mp config init', () => {
  const FLAGS = [
    '--client-id',
    'c',
    '--key',
    'certs/test.p12',
    '--key-password-file',
    'pw.txt',
    '--scope',
    'a:b a:c',
  ]

  it('writes a profile from the flags, which then works without them', async () => {
    const { code, stdout, stderr, cwd } = await mp(['config', 'init', ...FLAGS, '--pid', '02013299997'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'file     maskinporten.config.json\nprofile  test\n',
    })
    expect(stderr).toBe(
      'mp: hint: mp config show tells what a command would run with, and mp token gets a token\n',
    )
    expect(JSON.parse(readFileSync(join(cwd, 'maskinporten.config.json'), 'utf8'))).toEqual({
      $schema: './node_modules/maskinporten-cli/schema.json',
      defaultProfile: 'test',
      profiles: {
        test: {
          clientId: 'c',
          key: { file: 'certs/test.p12', password: { file: 'pw.txt' } },
          scopes: ['a:b', 'a:c'],
        },
      },
    })
    for (const name of ['certs/test.p12', 'pw.txt']) nodeFiles.write(join(cwd, name), 'x')
    expect((await mp(['config', 'validate'], { cwd })).code).toBe(0)
  })

  it('says what the profile still needs, and names files from the folder of the file it writes', async () => {
    const argv = [
      'config',
      'init',
      '--env',
      'prod',
      '-p',
      'mine',
      '--config',
      'conf/mp.json',
      '--key',
      'k.jwk.json',
    ]
    const { cwd, stderr } = await mp(argv, { files: { 'conf/empty': '' } })
    expect(stderr).toBe('mp: hint: the profile still needs clientId, scopes\n')
    expect(JSON.parse(readFileSync(join(cwd, 'conf/mp.json'), 'utf8')).profiles).toEqual({
      mine: { environment: 'prod', key: { file: '../k.jwk.json' } },
    })
  })

  it('never writes over a file, nor for an environment that there is not', async () => {
    const there = await mp(['config', 'init', ...FLAGS], { files })
    expect(there).toMatchObject({ code: 3, stdout: '' })
    expect(there.stderr).toBe(
      'mp: error: "maskinporten.config.json" exists already, and is not written over\n',
    )
    expect(readFileSync(join(there.cwd, 'maskinporten.config.json'), 'utf8')).toBe(
      files['maskinporten.config.json'],
    )
    expect(await mp(['config', 'init', '--env', 'tst'])).toMatchObject({ code: 2, stdout: '' })
  })

  it('makes a profile that gets a token from the sandbox', async () => {
    const { cwd } = await mp(['config', 'init', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg'])
    expect(await mp(['token'], { cwd })).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('mp config show', () => {
  it('shows every value with its place, and no secret', async () => {
    const { code, stdout, stderr, cwd } = await mp(['config', 'show', '--scope', 'x:y'], {
      files,
      env: { MP_ENV: 'prod' },
    })
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(rows).toEqual([
      [`file ${join(cwd, 'maskinporten.config.json')}`],
      ['profile', 'prod', '$MP_ENV'],
      ['environment', 'prod', '$MP_ENV'],
      ['issuer', 'https://maskinporten.no/', 'environment prod'],
      ['tokenEndpoint', 'https://maskinporten.no/token', 'environment prod'],
      ['selfservice', 'https://api.samarbeid.digdir.no/api/v1', 'environment prod'],
      ['altinnPlatform', 'https://platform.altinn.no', 'environment prod'],
      ['clientId', 'c', 'maskinporten.config.json: profiles.test.clientId'],
      ['scopes', 'x:y', '--scope'],
      ['key.file', join(cwd, 'prod.jwk.json'), 'maskinporten.config.json: profiles.prod.key.file'],
      ['key.kid', 'k', 'maskinporten.config.json: profiles.prod.key.kid'],
    ])
  })

  it('shows a password as the way to it, or not at all', async () => {
    const { stdout } = await mp(['config', 'show', '--json'], { files })
    expect(stdout).not.toContain('hemmelig')
    expect(JSON.parse(stdout).settings['key.password']).toEqual({
      value: '[secret]',
      origin: 'maskinporten.config.json: profiles.test.key.password',
    })
  })
})

describe('mp config validate', () => {
  it('finds a good file good', async () => {
    const keys = { 'test.p12': 'x', 'prod.jwk.json': 'x' }
    expect(await mp(['config', 'validate'], { files: { ...files, ...keys } })).toMatchObject({
      code: 0,
      stdout: 'maskinporten.config.json: good\n',
      stderr: '',
    })
  })

  it('names every problem at once, with the setting that was meant, and ends with 8', async () => {
    const bad = {
      profiles: { one: { clientid: 'x', scopes: 'a', consumerOrg: '123456789' } },
      environments: { test: { issuer: 'http://x.example/' } },
    }
    const { code, stdout } = await mp(['config', 'validate'], {
      files: { 'maskinporten.config.json': JSON.stringify(bad) },
    })
    expect(code).toBe(8)
    expect(stdout.trim().split('\n')).toEqual([
      'maskinporten.config.json: profiles.one.clientid: is not a setting that mp knows (did you mean "clientId"?)',
      'maskinporten.config.json: profiles.one.scopes: must be a list',
      'maskinporten.config.json: profiles.one.consumerOrg: is not an organisation number (nine digits, modulus 11)',
      'maskinporten.config.json: environments.test.issuer: must be an https: URL (plain http: is for this machine alone)',
      '4 problems',
    ])
  })

  it.each([
    [
      'a name twice',
      '{ "profiles": { "test": {}, "test": {} } }',
      'profiles.test: stands twice, and the last counts',
    ],
    ['nothing', ' \n', 'holds no settings'],
    ['null', 'null', 'holds no settings'],
    [
      'an Altinn that there is not',
      '{ "profiles": { "test": { "altinnEnv": "tt2" } } }',
      'profiles.test.altinnEnv: must be one of prod, tt02, at21, at22, at23, at24, yt01 (did you mean "tt02"?)',
    ],
    [
      'a key that is not there',
      '{ "profiles": { "test": { "key": { "file": "gone.p12" } } } }',
      'profiles.test.key.file: names a file that is not there',
    ],
  ])('finds %s', async (_, text, problem) => {
    const { code, stdout } = await mp(['config', 'validate'], { files: { 'maskinporten.config.json': text } })
    expect({ code, stdout }).toEqual({ code: 8, stdout: `maskinporten.config.json: ${problem}\n1 problem\n` })
  })

  it.each(['# all of it is a comment\n', '---\n'])(
    'finds nothing in YAML that says nothing: %j',
    async (text) => {
      const files = { 'maskinporten.config.yaml': text }
      const { code, stdout } = await mp(['config', 'validate'], { files })
      expect({ code, stdout }).toEqual({
        code: 8,
        stdout: 'maskinporten.config.yaml: holds no settings\n1 problem\n',
      })
    },
  )

  it.each([
    ['{ "maskinporten": null }', 'holds no settings'],
    ['{ "maskinporten": {}, "x": 1, "x": 2, "maskinporten": {} }', 'stands twice, and the last counts'],
  ])('finds what is wrong with the part of a package.json that is mp’s: %s', async (text, problem) => {
    const { code, stdout } = await mp(['config', 'validate'], { files: { 'package.json': text } })
    expect({ code, stdout }).toEqual({
      code: 8,
      stdout: `package.json: maskinporten: ${problem}\n1 problem\n`,
    })
  })

  it.each(['mine.json', 'my file.json'])(
    'is what a failure sends a person to, for the file that was named: %s',
    async (name) => {
      const { stderr } = await mp(['token', '--config', name], { files: { [name]: '{ "profile": {} }' } })
      const shown = name.includes(' ') ? `"${name}"` : name
      expect(stderr).toContain(`mp: hint: mp config validate --config ${shown} lists every problem at once\n`)
      const unreadable = await mp(['token', '--config', name], { files: { [name]: '{' } })
      expect(unreadable.stderr).toContain(`mp config validate --config ${shown} lists`)
      const circle = '{ "profiles": { "a": { "extends": "a" } } }'
      const turning = await mp(['token', '-p', 'a', '--config', name], { files: { [name]: circle } })
      expect(turning.stderr).toContain(`mp config validate --config ${shown} lists`)
    },
  )

  it('reads no configuration from standard input', async () => {
    expect(await mp(['config', 'validate', '--config', '-'], { stdin: '{}' })).toMatchObject({
      code: 2,
      stderr: 'mp: error: --config takes a file: a configuration is not read from standard input\n',
    })
  })

  it('looks at each profile as it would be used', async () => {
    const bad = {
      defaultProfile: 'gone',
      profiles: { one: { extends: 'two' }, two: { extends: 'one' }, three: { environment: 'tst' } },
    }
    const { code, stdout } = await mp(['config', 'validate', '--json'], {
      files: { 'maskinporten.config.json': JSON.stringify(bad) },
    })
    expect(code).toBe(8)
    expect(JSON.parse(stdout).findings.map(({ path }: { path: string }) => path)).toEqual([
      'profiles.one',
      'profiles.two',
      'profiles.three',
      'defaultProfile',
    ])
  })

  it('takes a file that cannot be parsed for a problem, and none at all for a failure', async () => {
    const broken = await mp(['config', 'validate'], { files: { 'maskinporten.config.yaml': 'a: [' } })
    expect(broken).toMatchObject({ code: 8, stdout: expect.stringContaining('is not valid YAML: line') })
    expect(await mp(['config', 'validate'])).toMatchObject({ code: 3, stdout: '' })
  })
})

describe('a program that a configuration asks for', () => {
  const config = (name: string, cwd = directoryWith()) => ({
    [name]: JSON.stringify({
      profiles: {
        sandbox: {
          key: {
            file: 'k.p12',
            password: {
              command: [
                process.execPath,
                '-e',
                'require("fs").writeFileSync(process.argv[1], ""); console.log("feil")',
                join(cwd, 'ran'),
              ],
            },
          },
          scopes: ['brreg:losore/utlegg'],
        },
      },
    }),
    'k.p12': '',
  })

  it('is not run for a file that was merely found, until the person has allowed that file as it stands', async () => {
    const { code, stderr } = await mp(['token', '-p', 'sandbox'], {
      files: config('maskinporten.config.json'),
    })
    expect(code).toBe(3)
    expect(stderr).toBe(
      `mp: error: "maskinporten.config.json" wants to run "${process.execPath}" for a password, and has not been allowed to\n` +
        'mp: hint: read the file, and then: mp config allow\n',
    )
  })

  it('is run once the person has allowed the file, until it changes', async () => {
    const cwd = directoryWith()
    for (const [file, text] of Object.entries(config('maskinporten.config.json', cwd)))
      writeFileSync(join(cwd, file), text)
    const home = { cwd, env: { XDG_STATE_HOME: join(cwd, 'state') } }
    const allowed = await mp(['config', 'allow'], home)
    expect(allowed).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('may run programs'),
    })
    expect((await mp(['token', '-p', 'sandbox'], home)).stderr).toBe('mp: error: "k.p12" is empty\n')
    expect(existsSync(join(cwd, 'ran'))).toBe(true)

    appendFileSync(join(cwd, 'maskinporten.config.json'), ' ')
    expect((await mp(['token', '-p', 'sandbox'], home)).stderr).toContain('has not been allowed to')
  })

  it('is run for a file that was named', async () => {
    const { code, stderr } = await mp(['token', '-p', 'sandbox', '--config', 'mine.json'], {
      files: config('mine.json'),
    })
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'mp: error: "k.p12" is empty\n' })
  })
})

describe('mp config schema', () => {
  it('asks for no more and no less than mp does', async () => {
    const schema = JSON.parse((await mp(['config', 'schema'])).stdout)
    expect(schema).toMatchObject({
      title: 'Maskinporten configuration',
      type: 'object',
      additionalProperties: false,
    })
    expect(Object.keys(schema.properties)).toEqual(['$schema', 'defaultProfile', 'profiles', 'environments'])
    expect(schema.properties.profiles.additionalProperties.properties.lifetime).toMatchObject({
      minimum: 1,
      maximum: 120,
    })
  })
})
