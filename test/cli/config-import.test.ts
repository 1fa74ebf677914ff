import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { mp, type Outcome, vector, type World } from '../support/host.js'
import { CLIENT_IDS, claimsOf, sandboxFile } from '../support/sandbox-files.js'
import { sandboxServer } from './support/sandbox-server.js'

const CONFIG = 'maskinporten.config.json'

function properties(audience: string, lines: Record<string, string> = {}): string {
  const all = {
    issuer: CLIENT_IDS.certificate,
    audience,
    scope: 'brreg:losore/utlegg',
    'keystore.file': vector('keytool-entry-password.jks'),
    'keystore.password': 'changeit',
    'keystore.alias': 'auth',
    'keystore.alias.password': 'eget-passord',
    ...lines,
  }
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

const TEST = properties('https://test.maskinporten.no/')

function imported(file: string, argv: readonly string[] = [], world: World = {}): Promise<Outcome> {
  const { files, ...rest } = world
  return mp(['config', 'import', 'in.txt', ...argv], { ...rest, files: { 'in.txt': file, ...files } })
}

function configIn(cwd: string) {
  return JSON.parse(readFileSync(join(cwd, CONFIG), 'utf8'))
}

/** The folder's files but the imported one, and what is in them. */
function filesIn(cwd: string): Record<string, string> {
  const names = readdirSync(cwd).filter((name) => name !== 'in.txt')
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(cwd, name), 'utf8')]))
}

describe('mp config import', () => {
  it('makes a profile of a properties file, with its passwords in files of their own', async () => {
    const { code, stdout, stderr, cwd } = await imported(TEST)
    expect(code).toBe(0)
    expect(stdout).toBe(
      'file         maskinporten.config.json\nprofile      test\nenvironment  test\nsecret       test.password\nsecret       test.entry-password\n',
    )
    expect(stderr).toBe(
      'mp: hint: the files with secrets are for you alone: keep them out of version control\nmp: hint: mp token --profile test gets a token\n',
    )
    expect(configIn(cwd)).toEqual({
      $schema: './node_modules/maskinporten-cli/schema.json',
      defaultProfile: 'test',
      profiles: {
        test: {
          clientId: CLIENT_IDS.certificate,
          key: {
            file: vector('keytool-entry-password.jks'),
            alias: 'auth',
            password: { file: 'test.password' },
            entryPassword: { file: 'test.entry-password' },
          },
          scopes: ['brreg:losore/utlegg'],
        },
      },
    })
    expect(filesIn(cwd)).toMatchObject({
      'test.password': 'changeit\n',
      'test.entry-password': 'eget-passord\n',
    })
    for (const name of [CONFIG, 'test.password', 'test.entry-password'])
      expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600)
    expect((await mp(['config', 'validate'], { cwd })).code).toBe(0)
  })

  it.each(['keytool-entry-password.jks', 'keytool-entry-password.p12', 'keytool-entry-password.jceks'])(
    'makes one that gets a token: %s',
    async (name) => {
      const origin = await sandboxServer()
      const lines = { 'keystore.file': vector(name), 'token.endpoint': `${origin}/token` }
      const { cwd } = await imported(properties(`${origin}/`, lines), ['--profile', 'mine'])
      expect(configIn(cwd).environments).toEqual({
        local: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` },
      })
      const { code, stdout, stderr } = await mp(['token', '--profile', 'mine'], { cwd })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(claimsOf(stdout)).toMatchObject({ scope: 'brreg:losore/utlegg' })
    },
  )

  it('takes a keystore out of the properties, as the bytes that it is', async () => {
    const origin = await sandboxServer()
    const keystore = readFileSync(vector('keytool.p12'))
    const lines = {
      'keystore.file': `base64:${keystore.toString('base64')}`,
      'keystore.alias.password': 'changeit',
    }
    const { cwd, stdout } = await imported(properties(`${origin}/`, lines))
    expect(stdout).toContain('local.p12')
    expect(readFileSync(join(cwd, 'local.p12')).equals(keystore)).toBe(true)
    expect(statSync(join(cwd, 'local.p12')).mode & 0o777).toBe(0o600)
    expect(configIn(cwd).profiles.local.key).toEqual({
      file: 'local.p12',
      alias: 'auth',
      password: { file: 'local.password' },
    })
    expect((await mp(['token'], { cwd })).code).toBe(0)
  })

  it('makes one of the variables that nais sets', async () => {
    const origin = await sandboxServer()
    const jwk = JSON.stringify(JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8')), null, 2)
    const file = `# nais\r\nexport MASKINPORTEN_CLIENT_ID="${CLIENT_IDS.key}"\r\nMASKINPORTEN_SCOPES='brreg:losore/utlegg'\nMASKINPORTEN_CLIENT_JWK='${jwk}'\nMASKINPORTEN_WELL_KNOWN_URL=${origin}/.well-known/oauth-authorization-server\nMASKINPORTEN_JWKS_URI=${origin}/jwk # to verify\nOTHER=$x\n`
    const { code, stdout, stderr, cwd } = await imported(file, ['--profile', 'nais', '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      schema: 'mp.config-imported/1',
      profile: 'nais',
      environment: 'local',
      config: join(cwd, CONFIG),
      files: [join(cwd, 'nais.jwk.json')],
      warnings: [],
    })
    const token = await mp(['token', '--profile', 'nais'], { cwd })
    expect(claimsOf(token.stdout)).toMatchObject({ client_id: CLIENT_IDS.key })
  })

  it('makes one of the variables that Oslo kommune’s platform sets', async () => {
    const origin = await sandboxServer()
    const file = `MASKINPORTEN_CLIENT_ID=${CLIENT_IDS.certificate}\nMASKINPORTEN_SCOPES=brreg:losore/utlegg\nMASKINPORTEN_ISSUER=${origin}/\nMASKINPORTEN_KEYSTORE_PATH=${vector('keytool-entry-password.jks')}\nMASKINPORTEN_KEYSTORE_PASSWORD='changeit'\nMASKINPORTEN_KEY_ALIAS=auth\nMASKINPORTEN_KEY_PASSWORD="eget-passord"\n`
    const { code, cwd } = await imported(file)
    expect(code).toBe(0)
    expect((await mp(['token'], { cwd })).code).toBe(0)
  })

  it('adds to the file that is there, and changes nothing else in it', async () => {
    const before =
      '{\n    "defaultProfile": "prod", "profiles": { "prod": { "clientId": "å",  "scopes": ["a:b"] } }\n}\n'
    const { code, cwd } = await imported(TEST, [], { files: { [CONFIG]: before } })
    expect(code).toBe(0)
    const after = readFileSync(join(cwd, CONFIG), 'utf8')
    expect(
      after.startsWith(
        '{\n    "defaultProfile": "prod", "profiles": { "prod": { "clientId": "å",  "scopes": ["a:b"] },\n',
      ),
    ).toBe(true)
    expect(JSON.parse(after)).toMatchObject({
      defaultProfile: 'prod',
      profiles: { prod: { clientId: 'å' }, test: {} },
    })
  })

  it('writes into the file that --config names, with paths as seen from there', async () => {
    const file = properties('https://test.maskinporten.no/', { 'keystore.file': 'keys/k.jks' })
    const { code, stderr, cwd } = await imported(file, ['--config', 'conf/mine.json'], {
      files: { 'conf/other.txt': '' },
    })
    expect(code).toBe(0)
    expect(stderr).toContain('mp: warning: there is no file "keys/k.jks" here\n')
    const { key } = JSON.parse(readFileSync(join(cwd, 'conf/mine.json'), 'utf8')).profiles.test
    expect(key).toMatchObject({ file: '../keys/k.jks', password: { file: 'test.password' } })
    expect(existsSync(join(cwd, 'conf/test.password'))).toBe(true)
  })

  it('knows an environment of the configuration by its issuer', async () => {
    const config = JSON.stringify({ environments: { egen: { issuer: 'https://mp.example/' } } })
    const { cwd } = await imported(properties('https://mp.example'), [], { files: { [CONFIG]: config } })
    expect(configIn(cwd)).toMatchObject({ environments: { egen: {} }, profiles: { egen: {} } })
  })

  it('takes the environment from --env where the file says none, and not against it', async () => {
    const bare = 'issuer=c\nscope=a:b\n'
    const none = await imported(bare)
    expect(none).toMatchObject({ code: 3, stdout: '' })
    expect(none.stderr).toBe(
      'mp: error: "in.txt" does not say which Maskinporten it is for\nmp: hint: name the environment with --env\n',
    )
    const named = await imported(bare, ['--env', 'prod'])
    expect(named.code).toBe(0)
    expect(named.stderr).toBe('mp: hint: the profile still needs key\n')
    expect(configIn(named.cwd).profiles.prod).toEqual({ clientId: 'c', scopes: ['a:b'] })
    expect((await imported(TEST, ['--env', 'prod'])).code).toBe(2)
    expect((await imported(TEST, ['--env', 'prood'])).stderr).toContain('did you mean "prod"?')
  })

  it('keeps a path that would mean standard input or a variable a path, and a password that ends in \\r whole', async () => {
    for (const name of ['-', 'env:KEY']) {
      const lines = { 'keystore.file': name, 'keystore.password': 'a\\r' }
      const { cwd } = await imported(properties('https://test.maskinporten.no/', lines))
      expect(configIn(cwd).profiles.test.key.file).toBe(`./${name}`)
      expect(filesIn(cwd)['test.password']).toBe('a\r')
    }
  })

  it('leaves a person’s number out, and says so', async () => {
    const { stderr, cwd } = await imported(`${TEST}pid=02013299997\n`)
    expect(stderr).toContain('mp: warning: "pid" is for one request, and is left out: --pid gives it\n')
    expect(Object.values(filesIn(cwd)).join()).not.toContain('02013299997')
  })

  it('warns of the traps of a properties file', async () => {
    const { stderr } = await imported(`${TEST}keystore.alias=auth \nscop=a\n`)
    expect(stderr).toContain(
      'mp: warning: line 8: "keystore.alias" ends in white space, which is a part of it\n',
    )
    expect(stderr).toContain('did you mean "scope"?')
  })

  it('shows with --dry-run what it would write, and writes nothing', async () => {
    const { code, stdout, stderr, cwd } = await imported(TEST, ['--dry-run'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).profiles.test.key.password).toEqual({ file: 'test.password' })
    expect(stderr).toBe(
      `mp: nothing was written; it would be ${CONFIG}, test.password, test.entry-password\n`,
    )
    const json = JSON.parse((await imported(TEST, ['--dry-run', '--json'])).stdout)
    expect(json).toMatchObject({ schema: 'mp.config-imported/1', dry_run: true, text: stdout })
    expect(filesIn(cwd)).toEqual({})
  })

  it.each([
    [
      { [CONFIG]: '{"profiles":{"test":{}}}' },
      '"maskinporten.config.json" has a profile "test" already',
      'give the profile another name with --profile',
    ],
    [
      { 'test.password': 'mine' },
      '"test.password" exists already, and is not written over',
      'give the profile another name with --profile',
    ],
    [
      { 'maskinporten.config.yaml': 'profiles: {}' },
      '"maskinporten.config.yaml" is no JSON file of mp\'s alone, and is not changed',
      '--dry-run prints what is to be added to it',
    ],
    [
      { 'package.json': '{"maskinporten":{}}' },
      '"package.json" is no JSON file of mp\'s alone, and is not changed',
      '--dry-run prints what is to be added to it',
    ],
    [
      { [CONFIG]: '{"profiles":{"a":{},"a":{}}}' },
      '"profiles.a" in "maskinporten.config.json" stands twice, and the last counts',
      'mp config validate lists every problem at once',
    ],
    [
      { [CONFIG]: '{"profile":{}}' },
      '"profile" in "maskinporten.config.json" is not a setting that mp knows',
      'did you mean "profiles"?',
    ],
  ])('stops at %j, and leaves everything as it was', async (files, error, hint) => {
    const { code, stdout, stderr, cwd } = await imported(TEST, [], { files: files as Record<string, string> })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain(`mp: error: ${error}\n`)
    expect(stderr).toContain(`mp: hint: ${hint}\n`)
    expect(filesIn(cwd)).toEqual(files)
  })

  it('prints what is to be added to a file that it does not change', async () => {
    const { code, stdout } = await imported(TEST, ['--dry-run'], {
      files: { 'maskinporten.config.yaml': 'profiles: {}' },
    })
    expect(code).toBe(0)
    expect(Object.keys(JSON.parse(stdout))).toEqual(['profiles'])
  })

  it('takes back what it wrote where the configuration cannot be written', async () => {
    const { cwd } = await imported('', [], { files: { [CONFIG]: '{"profiles":{}}' } })
    writeFileSync(join(cwd, 'in.txt'), TEST)
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    }
    const { code, stdout, stderr } = await mp(['config', 'import', 'in.txt'], {
      cwd,
      host: { files: { ...nodeFiles, write: full } },
    })
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: `mp: error: "${CONFIG}" cannot be written: the disk is full\n`,
    })
    expect(filesIn(cwd)).toEqual({ [CONFIG]: '{"profiles":{}}' })
  })

  it('is not broken off between a secret and the file that names it', async () => {
    const events: string[] = []
    const create = (path: string, bytes: Uint8Array | string) => {
      events.push('writes')
      nodeFiles.create(path, bytes)
    }
    const interrupted = () => {
      events.push('listens to signals')
      return new Promise<number>(() => {})
    }
    const host = { files: { ...nodeFiles, create }, interrupted }
    expect((await imported(TEST, [], { host })).code).toBe(0)
    expect(events).toEqual(['listens to signals', 'writes', 'writes', 'writes'])
    events.length = 0
    await imported(TEST, ['--dry-run'], { host })
    expect(events).toEqual([])
  })

  it('takes back the first file where the second cannot be written', async () => {
    let count = 0
    const create: typeof nodeFiles.create = (path, bytes) => {
      if (++count === 2) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
      nodeFiles.create(path, bytes)
    }
    const { code, cwd } = await imported(TEST, [], { host: { files: { ...nodeFiles, create } } })
    expect(code).toBe(3)
    expect(filesIn(cwd)).toEqual({})
  })

  it('says which file further up is out of sight from now on', async () => {
    const { cwd } = await imported('', [], { files: { [CONFIG]: '{}', 'sub/in.txt': TEST } })
    const { code, stderr } = await mp(['config', 'import', 'in.txt'], { cwd: join(cwd, 'sub') })
    expect(code).toBe(0)
    expect(stderr).toContain(`mp: warning: "../${CONFIG}" is not looked at from here any more\n`)
  })

  it.each([
    ['a=b', 3, '"in.txt" holds no settings that mp knows'],
    ['{"a":1}', 3, '"in.txt" holds no settings that mp knows'],
    ["MASKINPORTEN_CLIENT_ID='hemmelig", 3, 'line 1 of "in.txt" opens a quote that nothing closes'],
    ['MASKINPORTEN_CLIENT_JWK={\n"kty":"hemmelig"}', 3, '"MASKINPORTEN_CLIENT_JWK" is no whole JWK'],
    ['MASKINPORTEN_ISSUER=http://mp.example/', 3, '$MASKINPORTEN_ISSUER must be an https: URL'],
    [
      'audience=https://a.example/\ntoken.endpoint=https://b.example/token',
      3,
      'is of another origin than issuer',
    ],
    ['issuer=\\uhemmelig', 3, 'line 1 of "in.txt" has a \\u without four hexadecimal digits'],
  ])('ends %j with %i', async (file, code, words) => {
    const outcome = await imported(file)
    expect(outcome).toMatchObject({ code, stdout: '' })
    expect(outcome.stderr).toContain(`mp: error: `)
    expect(outcome.stderr).toContain(words)
    expect(outcome.stderr).not.toContain('hemmelig')
    expect(filesIn(outcome.cwd)).toEqual({})
  })

  it.each([
    [
      'properties',
      properties('https://test.maskinporten.no/', {
        'keystore.password': 'hemmelig1 ',
        'keystore.alias.password': 'hemmelig2',
      }),
    ],
    [
      'a keystore',
      properties('https://test.maskinporten.no/', {
        'keystore.file': `base64:${'hemmelig'.repeat(8)}`,
        'keystore.password': 'hemmelig3\\x # ',
      }),
    ],
    [
      'variables',
      'MASKINPORTEN_ISSUER=https://test.maskinporten.no/\nMASKINPORTEN_KEYSTORE_PATH=k.jks\nMASKINPORTEN_KEYSTORE_PASSWORD="hemmelig4$x"\nMASKINPORTEN_KEY_PASSWORD=hemmelig5',
    ],
    ['a JWK', 'MASKINPORTEN_ISSUER=https://test.maskinporten.no/\nMASKINPORTEN_CLIENT_JWK={"d":"hemmelig6"}'],
  ])('keeps the secrets of %s in their files alone', async (_, file) => {
    for (const argv of [['-v'], ['--json'], ['--dry-run'], ['--dry-run', '--json']]) {
      const { code, stdout, stderr, cwd } = await imported(file, argv)
      expect(code).toBe(0)
      const config = existsSync(join(cwd, CONFIG)) ? readFileSync(join(cwd, CONFIG), 'utf8') : ''
      expect(`${stdout}${stderr}${config}`).not.toContain('hemmelig')
    }
  })
})
