import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { explained } from '../support/explained.js'
import { mp, vector, type World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { httpServer } from '../support/servers.js'
import { apiSaying, benchFor, lines } from './support/api-bench.js'

const SANDBOX = ['--env', 'sandbox', '--scope', 'brreg:losore/utlegg']
const CONSUMER = ['--key', 'consumer.p12', '--key-password-file', 'consumer.password']

/** The state's own keystores, under names that are the same in every run. */
function consumerFiles(): Record<string, Uint8Array> {
  const { readFileSync } = process.getBuiltinModule('node:fs')
  return {
    'consumer.p12': readFileSync(sandboxFile('consumer.p12')),
    'consumer.password': readFileSync(sandboxFile('consumer.password')),
    'wrong.txt': Buffer.from('feil\n'),
  }
}

interface Row {
  what: string
  argv: string[]
  world?: World
  code: number
  stderr: string[]
}

const config = (value: unknown): World => ({ files: { 'maskinporten.config.json': JSON.stringify(value) } })

const ROWS: Row[] = [
  {
    what: 'a call of nothing',
    argv: ['call', '--env', 'sandbox'],
    code: 2,
    stderr: ['error: <target> is missing: a URL, or <api>/<path> as mp call --list shows them'],
  },
  {
    what: 'a call that would send the token unencrypted',
    argv: ['call', '--env', 'sandbox', 'http://api.example.no/x'],
    code: 2,
    stderr: ['error: "http://api.example.no" is plain http: beyond this machine; a token is not sent there'],
  },
  {
    what: 'a call with a file that is not there',
    argv: ['call', '--env', 'sandbox', 'krr/x', '-d', '@none.json'],
    code: 3,
    stderr: ['error: "none.json" is not there (--data)'],
  },
  {
    what: 'an unknown flag',
    argv: ['token', '--scop', 'x'],
    code: 2,
    stderr: ['error: unknown option "--scop"', 'hint: did you mean "--scope"?'],
  },
  {
    what: 'an unknown flag with a secret behind it',
    argv: ['token', "--key-password=hunter2='x\nhunter2"],
    code: 2,
    stderr: ['error: unknown option "--key-password=…"'],
  },
  {
    what: 'an unknown command',
    argv: ['tokn'],
    code: 2,
    stderr: ['error: unknown command "tokn"', 'hint: did you mean "token"?'],
  },
  {
    what: 'a flag without its value',
    argv: ['token', '--scope'],
    code: 2,
    stderr: ['error: option "-s, --scope <scope>" argument missing'],
  },
  {
    what: 'a word too many',
    argv: ['token', 'more'],
    code: 2,
    stderr: ['error: too many arguments for "token". Expected 0 arguments but got 1'],
  },
  {
    what: 'an unknown environment as a flag',
    argv: ['token', '--env', 'sanbox', '-s', 'a'],
    code: 2,
    stderr: [
      'error: there is no environment "sanbox" (--env); the environments are test, prod, ver2, sandbox, skyporten-test, skyporten',
      'hint: did you mean "sandbox"?',
    ],
  },
  {
    what: 'an unknown environment in a profile',
    argv: ['token', '-p', 'one'],
    world: config({ profiles: { one: { environment: 'tset' } } }),
    code: 3,
    stderr: [
      'error: there is no environment "tset" (maskinporten.config.json: profiles.one.environment); the environments are test, prod, ver2, sandbox, skyporten-test, skyporten',
      'hint: did you mean "test"?',
    ],
  },
  {
    what: 'a bad organisation number',
    argv: ['token', ...SANDBOX, '--consumer-org', '123456789'],
    code: 2,
    stderr: [
      'error: --consumer-org "123456789" is not an organisation number: nine digits, the last a check digit',
    ],
  },
  {
    what: 'a lifetime over 120 s',
    argv: ['token', ...SANDBOX, '--lifetime', '121'],
    code: 2,
    stderr: ['error: --lifetime "121" is not a whole number of seconds from 1 to 120'],
  },
  {
    what: 'a bad identity number, which is not repeated',
    argv: ['token', ...SANDBOX, '--pid', '12345678910'],
    code: 2,
    stderr: ['error: --pid is not a national identity number: eleven digits, the last two check digits'],
  },
  {
    what: 'flags that exclude each other',
    argv: ['token', ...SANDBOX, '--consumer-org', '310904473', '--on-behalf-of', 'x'],
    code: 2,
    stderr: ['error: --consumer-org and --on-behalf-of exclude each other'],
  },
  {
    what: 'an unknown Altinn as a flag',
    argv: ['token', ...SANDBOX, '--altinn-env', 'TT2'],
    code: 2,
    stderr: [
      'error: there is no Altinn environment "TT2" (--altinn-env); the environments are prod, tt02, at21, at22, at23, at24, yt01',
      'hint: did you mean "tt02"?',
    ],
  },
  {
    what: 'an unknown Altinn in a profile',
    argv: ['token', '-p', 'one'],
    world: config({
      profiles: { one: { environment: 'sandbox', scopes: ['a:b'], altinn: true, altinnEnv: 'at25' } },
    }),
    code: 3,
    stderr: [
      'error: "profiles.one.altinnEnv" in "maskinporten.config.json" must be one of prod, tt02, at21, at22, at23, at24, yt01',
      'hint: did you mean "at21"?',
      'hint: mp config validate lists every problem at once',
    ],
  },
  {
    what: "another Maskinporten's Altinn",
    argv: ['token', '--env', 'test', '--client-id', 'x', '-s', 'a:b', '--altinn-env', 'prod'],
    code: 2,
    stderr: [
      'error: Altinn\'s "prod" (--altinn-env) takes tokens of Maskinporten\'s production environment, and environment "test" is a test one',
      'hint: name another Altinn with --altinn-env, or another Maskinporten with --env',
    ],
  },
  {
    what: 'Altinn where there is none',
    argv: ['token', '--env', 'skyporten', '--client-id', 'x', '-s', 'a:b', '--altinn-test'],
    code: 2,
    stderr: ['error: --altinn-test asks for Altinn\'s token, and environment "skyporten" has no Altinn'],
  },
  {
    what: "an environment of one's own that does not say its Altinn",
    argv: ['token', '-p', 'one'],
    world: config({
      profiles: { one: { environment: 'own', clientId: 'x', scopes: ['a:b'], altinn: true } },
      environments: { own: { issuer: 'https://own.example/' } },
    }),
    code: 3,
    stderr: [
      'error: maskinporten.config.json: profiles.one.altinn asks for Altinn\'s token, and environment "own" has no Altinn',
      'hint: name one with --altinn-env, or give the environment "altinn" in the configuration',
    ],
  },
  {
    what: 'flags for Altinn and against it',
    argv: ['token', ...SANDBOX, '--no-altinn', '--altinn-env', 'tt02'],
    code: 2,
    stderr: ['error: --no-altinn and --altinn-env exclude each other'],
  },
  {
    what: 'nothing to go by',
    argv: ['token'],
    code: 3,
    stderr: [
      'error: there is no configuration file and no environment was named',
      'hint: name one with --profile or --env',
      'hint: to try without any set-up: --env sandbox --scope brreg:losore/utlegg',
    ],
  },
  {
    what: 'an unknown profile',
    argv: ['token', '--profile', 'tset'],
    world: config({ profiles: { test: {}, prod: {} } }),
    code: 3,
    stderr: ['error: there is no profile "tset"; the profiles are test, prod', 'hint: did you mean "test"?'],
  },
  {
    what: 'a misspelt setting',
    argv: ['token', '--profile', 'test'],
    world: config({ profiles: { test: { clientid: 'x' } } }),
    code: 3,
    stderr: [
      'error: "profiles.test.clientid" in "maskinporten.config.json" is not a setting that mp knows',
      'hint: did you mean "clientId"?',
      'hint: mp config validate lists every problem at once',
    ],
  },
  {
    what: 'broken JSON, which is not repeated',
    argv: ['token'],
    world: {
      files: {
        'maskinporten.config.json': '{\n  "profiles": { "test": { "key": { "password": "hemmelig" ] } } }\n}',
      },
    },
    code: 3,
    stderr: [
      'error: "maskinporten.config.json" is not valid JSON: line 2, column 59',
      'hint: mp config validate lists every problem at once',
    ],
  },
  {
    what: 'a configuration file that is not there',
    argv: ['token', '--config', 'none.json'],
    code: 3,
    stderr: [
      'error: there is no configuration file "none.json"',
      'hint: maskinporten.config.json is looked for in the working directory and in those above it',
    ],
  },
  {
    what: 'no scope',
    argv: ['token', '--env', 'sandbox'],
    code: 3,
    stderr: [
      'error: no scope was given, and no profile was named',
      'hint: give it with --scope, or with "scopes" in the profile',
    ],
  },
  {
    what: 'no client id',
    argv: ['token', '--env', 'test', '-s', 'a'],
    code: 3,
    stderr: [
      'error: no client id was given, and no profile was named',
      'hint: give it with --client-id, or with "clientId" in the profile',
    ],
  },
  {
    what: 'no key',
    argv: ['token', '--env', 'test', '-s', 'a', '--client-id', 'x'],
    code: 3,
    stderr: [
      'error: no key was given',
      'hint: give it with --key <file>, with "key" in the profile, or in MP_KEY',
    ],
  },
  {
    what: 'no such file',
    argv: ['token', ...SANDBOX, '--key', 'nope.p12'],
    code: 3,
    stderr: ['error: there is no file "nope.p12"'],
  },
  {
    what: 'a directory for a key',
    argv: ['token', ...SANDBOX, '--key', '.'],
    code: 3,
    stderr: ['error: "." cannot be read: it is a directory'],
  },
  {
    what: 'a wrong password',
    argv: ['token', ...SANDBOX, '--key', 'consumer.p12', '--key-password-file', 'wrong.txt'],
    code: 3,
    stderr: [
      'error: "consumer.p12" does not open with the password given',
      'hint: the password came from --key-password-file "wrong.txt"',
      'hint: a key with a password of its own takes it from --entry-password-file or MP_ENTRY_PASSWORD',
    ],
  },
  {
    what: 'a missing password without a terminal',
    argv: ['token', ...SANDBOX, '--key', 'consumer.p12'],
    code: 3,
    stderr: [
      'error: "consumer.p12" is protected by a password, and none was given',
      'hint: give it with --key-password-file <file>, with "password" in the profile, in MP_KEY_PASSWORD, or on a terminal when asked',
    ],
  },
  {
    what: 'a password file that is not there',
    argv: ['token', ...SANDBOX, '--key', 'consumer.p12', '--key-password-file', 'nope.txt'],
    code: 3,
    stderr: ['error: there is no password file "nope.txt"'],
  },
  {
    what: 'a test certificate in production',
    argv: [
      'token',
      '--env',
      'prod',
      '--client-id',
      CLIENT_IDS.certificate,
      '-s',
      'brreg:losore/utlegg',
      ...CONSUMER,
    ],
    code: 3,
    stderr: [
      'error: the certificate of "auth" in "consumer.p12" is for test, and the environment is production',
      'hint: each environment has certificates of its own: choose the other with --env or --key',
    ],
  },
  {
    what: 'an expired certificate',
    argv: ['token', ...SANDBOX, '--key', vector('expired.p12')],
    world: { env: { MP_KEY_PASSWORD: 'changeit' } },
    code: 3,
    stderr: [
      `error: the certificate of "expired" in "${vector('expired.p12')}" expired 2021-01-01`,
      'hint: order a new certificate from Buypass or Commfides',
    ],
  },
  {
    what: 'an unknown scope',
    argv: ['token', '--env', 'sandbox', '--scope', 'no:such'],
    code: 4,
    stderr: [
      'error: <endpoint> refused (400 invalid_scope MP-200): Token request contains invalid scopes for client. (trace_id: <trace>)',
      'hint: a scope that was asked for is not registered on the client',
      'hint: the client must have every scope registered, also delegated ones: add it to the client, or ask for less; is it spelt right?',
      'hint: next: mp admin client show <client>',
    ],
  },
  {
    what: "another organisation's certificate",
    argv: ['token', ...SANDBOX, '--client-id', CLIENT_IDS.supplier, ...CONSUMER],
    code: 4,
    stderr: [
      'error: <endpoint> refused (400 invalid_grant MP-122): Invalid assertion. Client authentication failed. Invalid organization number for client. Does not match certificate orgno. (trace_id: <trace>)',
      'hint: the certificate belongs to another organisation than the client',
      'hint: compare the organisation number in the certificate with that of the client; is it the client id or the key that is the wrong one?',
      'hint: next: mp key inspect',
    ],
  },
  {
    what: 'an unknown client',
    argv: ['token', ...SANDBOX, '--client-id', 'nobody', ...CONSUMER],
    code: 4,
    stderr: [
      'error: <endpoint> refused (400 invalid_grant MP-100): Invalid assertion. Client authentication failed. Client not found. (trace_id: <trace>)',
      'hint: no active client is known here by the id in iss',
      'hint: is the client id spelt right, and of the same environment as the token endpoint? test and production have clients of their own',
      'hint: next: mp config show',
    ],
  },
]

describe('a failure says what is wrong and what to do, leaves standard output empty, and ends with its code:', () => {
  it.each(ROWS)('$code for $what', async ({ argv, world, code, stderr }) => {
    const files = { ...consumerFiles(), ...world?.files }
    const outcome = await mp(argv, { ...world, files })
    expect(stable(outcome.stderr)).toBe(stderr.map((line) => `mp: ${line}\n`).join(''))
    expect(outcome.code).toBe(code)
    expect(outcome.stdout).toBe('')
    if (code <= 3) expect([outcome.sent, outcome.called]).toEqual([[], []])
  })

  it('5 for a dead port', async () => {
    const origin = `http://127.0.0.1:${await deadPort()}`
    const { code, stdout, stderr } = await mp(['token', '-p', 'dead'], {
      files: { ...consumerFiles(), ...config(deadConfig(origin)).files },
    })
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(
      `mp: error: POST ${origin}/token found nobody listening (connection refused)\n` +
        'mp: hint: it was tried 3 times\n' +
        'mp: hint: nothing was changed; it is safe to try again\n',
    )
  })

  it('1 for a bug, with the stack only for those who ask', async () => {
    const broken: World = {
      host: {
        now: () => {
          throw new TypeError('no clock')
        },
      },
    }
    const { code, stderr } = await mp(['token', ...SANDBOX], broken)
    expect(code).toBe(1)
    expect(stderr).toBe(
      'mp: error: this is a bug in mp: TypeError: no clock\n' +
        'mp: hint: please report it, with the output of --verbose\n',
    )
    expect((await mp(['token', ...SANDBOX, '-v'], broken)).stderr).toContain('\n    at ')
    const json = JSON.parse((await mp(['token', ...SANDBOX, '--json'], broken)).stderr)
    expect(json).toMatchObject({
      code: 'MP_BUG',
      exit: 1,
      message: 'this is a bug in mp: TypeError: no clock',
    })
  })
})

describe('mp call', () => {
  const FAULT = "hint: the fault is the API's: try again later"

  it.each([
    { status: 404, code: 6, stderr: ['error: GET <api>/v1/x answered 404 Not Found'] },
    { status: 502, code: 7, stderr: ['error: GET <api>/v1/x answered 502 Bad Gateway', FAULT] },
  ])(
    'ends with $code when the API answers $status, and hands its words on',
    async ({ status, code, stderr }) => {
      const { api, call } = await benchFor(await apiSaying('{"why":"not"}', status))
      const outcome = await call(['own/x'])
      expect(outcome.stderr.replace(api.origin, '<api>')).toBe(lines(...stderr))
      expect([outcome.code, outcome.stdout]).toEqual([code, '{"why":"not"}'])
    },
  )

  it('ends with 5 for a redirect to another origin', async () => {
    const location = 'https://elsewhere.example/y?a=b'
    const { api, call } = await benchFor(await apiSaying('', 302, { location }))
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr.replace(api.origin, '<api>')).toBe(
      lines(
        'error: GET <api>/v1/x answered 302, which leads to another origin, "https://elsewhere.example": the token does not go there',
        'hint: if the other address may have a token, call it by its own URL',
      ),
    )
  })

  it('ends with 5 for a dead port', async () => {
    const origin = `http://127.0.0.1:${await deadPort()}`
    const { call } = await benchFor({ origin, heard: [] })
    const { code, stdout, stderr } = await call(['own/x', '-d', 'x'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(
      lines(
        `error: POST ${origin}/v1/x found nobody listening (connection refused)`,
        'hint: nothing was changed; it is safe to try again',
      ),
    )
  })
})

describe("Altinn's no, and what is none", () => {
  const PATH = '/authentication/api/v1/exchange/maskinporten'
  const GONE = { status: 410, title: 'Virksomhetsbruker is no longer available' }

  it.each([
    {
      answer: { status: 401 },
      code: 4,
      stderr: [
        'error: <exchange> refused (401)',
        'hint: the token is not taken, and Altinn gives no reason; most often it is of another Maskinporten than this Altinn takes',
        'hint: name the Altinn that belongs to it with --altinn-env (prod for production, any other for test); otherwise the token had expired when it came there, or was cut short on its way',
        'hint: next: mp token --altinn-env tt02',
      ],
    },
    {
      answer: { status: 410, type: 'application/problem+json', body: JSON.stringify(GONE) },
      code: 4,
      stderr: [
        'error: <exchange> refused (410): Virksomhetsbruker is no longer available',
        ...explained('altinn-enterprise-user').map((hint) => `hint: ${hint}`),
      ],
    },
    {
      answer: { status: 400, type: 'text/plain', body: 'Trusted: hemmelig' },
      code: 4,
      stderr: [
        'error: <exchange> refused (400)',
        ...explained('altinn-unknown-provider').map((hint) => `hint: ${hint}`),
      ],
    },
    {
      answer: { status: 403 },
      code: 4,
      stderr: [
        'error: <exchange> refused (403)',
        ...explained('altinn-partner-scope').map((hint) => `hint: ${hint}`),
      ],
    },
    {
      answer: { status: 403, type: 'text/html', body: '<p>hemmelig</p>' },
      code: 5,
      stderr: ['error: <exchange> answered 403 with a body of type text/html'],
    },
    { answer: { status: 500 }, code: 5, stderr: ['error: <exchange> answered 500 with an empty body'] },
    {
      answer: { status: 503 },
      code: 5,
      stderr: [
        'error: GET <exchange> answered 503',
        'hint: it was tried 3 times',
        'hint: nothing was changed; it is safe to try again',
      ],
    },
    {
      answer: { status: 200, type: 'text/plain', body: 'hemmelig' },
      code: 5,
      stderr: ['error: <exchange> answered 200 with a body that is not a token'],
    },
  ])('ends with $code after $answer', async ({ answer, code, stderr }) => {
    const origin = await altinnAnswering(answer)
    const files = { ...consumerFiles(), ...config(altinnConfig(origin)).files }
    const outcome = await mp(['token', '-p', 'altinn'], { files })
    const said = outcome.stderr.replace(`${origin}${PATH}`, '<exchange>')
    expect(said).toBe(stderr.map((line) => `mp: ${line}\n`).join(''))
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: '' })
  })

  it("has the same shape for programs as Maskinporten's", async () => {
    const origin = await altinnAnswering({ status: 401 })
    const files = { ...consumerFiles(), ...config(altinnConfig(origin)).files }
    const { stderr } = await mp(['token', '-p', 'altinn', '--json'], { files })
    expect(JSON.parse(stderr)).toEqual({
      schema: 'mp.error/1',
      code: 'MP_REFUSED',
      exit: 4,
      message: `${origin}${PATH} refused (401)`,
      hints: explained('altinn-token-refused'),
      retryable: false,
      maskinporten: { code: null, error: null, error_description: null, trace_id: null, status: 401 },
    })
  })
})

describe('a failure with --json', () => {
  it('is one line that a program can read', async () => {
    const { code, stdout, stderr } = await mp(['token', '--env', 'sandbox', '--scope', 'no:such', '--json'])
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(stderr.split('\n')).toHaveLength(2)
    expect(JSON.parse(stable(stderr))).toEqual({
      schema: 'mp.error/1',
      code: 'MP_REFUSED',
      exit: 4,
      message: expect.stringContaining('MP-200'),
      hints: explained('MP-200'),
      retryable: false,
      maskinporten: {
        code: 'MP-200',
        error: 'invalid_scope',
        error_description: 'Token request contains invalid scopes for client. (trace_id: <trace>)',
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 400,
      },
    })
  })

  it('holds the warnings too, so that it stays one line', async () => {
    const { stderr } = await mp(['token', '--env', 'ver2', '--scope', 'a', '--json'])
    expect(JSON.parse(stderr).warnings).toEqual([
      'Digdir switched environment "ver2" off on 2024-06-10; "test" took over',
    ])
  })

  it('covers usage too, and says what is worth another try', async () => {
    expect(JSON.parse((await mp(['token', '--scop', 'x', '--json'])).stderr)).toMatchObject({
      code: 'MP_USAGE',
      exit: 2,
      retryable: false,
    })
    const dead = await mp(['token', '-p', 'dead', '--json'], {
      files: { ...consumerFiles(), ...config(deadConfig(`http://127.0.0.1:${await deadPort()}`)).files },
    })
    expect(JSON.parse(dead.stderr)).toMatchObject({ code: 'MP_UNREACHABLE', exit: 5, retryable: true })
  })
})

function stable(text: string): string {
  return text
    .replace(/http:\/\/127\.0\.0\.1:\d+\/token/g, '<endpoint>')
    .replace(/trace_id: [0-9a-f]{32}/g, 'trace_id: <trace>')
}

function deadConfig(origin: string): object {
  const key = { file: 'consumer.p12', password: { file: 'consumer.password' } }
  return {
    profiles: { dead: { environment: 'local', clientId: 'x', scopes: ['a:b'], key } },
    environments: { local: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` } },
  }
}

interface Answer {
  status: number
  type?: string
  body?: string
}

/** A Maskinporten that gives a token to anyone, and beside it an Altinn that gives this answer. */
function altinnAnswering({ status, type, body = '' }: Answer): Promise<string> {
  return httpServer(({ url }, response) => {
    const token = { access_token: 'aa.bb.cc', token_type: 'Bearer', expires_in: 119 }
    if (url === '/token') response.writeHead(200).end(JSON.stringify(token))
    else response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body)
  })
}

function altinnConfig(origin: string): object {
  const key = { file: 'consumer.p12', password: { file: 'consumer.password' } }
  return {
    profiles: { altinn: { environment: 'local', clientId: 'x', scopes: ['a:b'], key, altinn: true } },
    environments: { local: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token`, altinn: origin } },
  }
}

/** A port that was free a moment ago. */
function deadPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
