import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT_CODES } from '../../src/exit-codes.js'
import { REFUSALS } from '../../src/protocol/refusals/catalogue.js'
import { SAID } from '../protocol/refusals/support/said.js'
import { mp, type World } from '../support/host.js'

const FAILED = 'Invalid assertion. Client authentication failed.'
const TOKEN = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJzdWIiOiJNUC0yNTAifQ.MP-250_geheim-AUTH-00004`

/** The ids that are explained, of what was given as an argument or on standard input. */
async function ids(argv: readonly string[], world: World = {}): Promise<string[]> {
  const { code, stdout, stderr } = await mp(['explain', ...argv, '--json'], world)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { schema, explanations } = JSON.parse(stdout)
  expect(schema).toBe('mp.explanation/1')
  return explanations.map(({ id }: { id: string }) => id)
}

const idsIn = (stdin: string | Uint8Array) => ids([], { stdin })

describe('mp explain <code>', () => {
  it('says what it means, how to check it and what comes next, and where that is from', async () => {
    const { code, stdout, stderr } = await mp(['explain', 'MP-122'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      'MP-122: the certificate belongs to another organisation than the client\n' +
        '  check   compare the organisation number in the certificate with that of the client; is it the client id or the key that is the wrong one?\n' +
        '  next    mp key inspect\n' +
        '          mp admin client show <client>\n' +
        '  source  Digdir: Feilsøking i Maskinporten\n',
    )
  })

  it('says it in Norwegian too', async () => {
    const { stdout } = await mp(['explain', 'MP-122', '--lang', 'nb'])
    expect(stdout).toBe(
      'MP-122: sertifikatet tilhører en annen virksomhet enn klienten\n' +
        '  sjekk  sammenlign organisasjonsnummeret i sertifikatet med klientens; er det client_id eller nøkkelen som er feil?\n' +
        '  neste  mp key inspect\n' +
        '         mp admin client show <client>\n' +
        '  kilde  Digdir: Feilsøking i Maskinporten\n',
    )
    expect((await mp(['explain', 'MP-122'], { env: { MP_LANG: 'nb' } })).stdout).toBe(stdout)
    expect((await mp(['explain', 'MP-122'], { env: { LANG: 'nn_NO.UTF-8' } })).stdout).toBe(stdout)
  })

  it('is one line for programs', async () => {
    const { stdout } = await mp(['explain', 'clock-ahead', '--json', '--lang', 'nb'])
    expect(stdout.split('\n')).toHaveLength(2)
    expect(JSON.parse(stdout)).toEqual({
      schema: 'mp.explanation/1',
      explanations: [
        {
          code: null,
          id: 'clock-ahead',
          means: expect.stringContaining('klokken'),
          check: expect.stringContaining('NTP'),
          next: ['mp doctor'],
          source: expect.stringContaining('Digdir'),
          lang: 'nb',
        },
      ],
    })
    expect(JSON.parse((await mp(['explain', 'mp122', '--json'])).stdout).explanations[0].code).toBe('MP-122')
  })

  it.each([
    ['MP-122', 'MP-122'],
    ['mp-122', 'MP-122'],
    ['mp122', 'MP-122'],
    ['MP122', 'MP-122'],
    ['MP_122', 'MP-122'],
    ['MP-011', 'MP-011'],
    ['mp11', 'MP-011'],
    ['AUTH-00004', 'AUTH-00004'],
    ['auth-4', 'AUTH-00004'],
    ['AUTH-00000', 'AUTH-00000'],
    ['AUTH-00080', 'AUTH-00080'],
    ['AUTH.VLD-00002', 'AUTH.VLD-00002'],
    ['auth.vld-2', 'AUTH.VLD-00002'],
    ['AUTHVLD00002', 'AUTH.VLD-00002'],
    ['unknown-kid', 'unknown-kid'],
    ['Unknown_Kid', 'unknown-kid'],
    ['4', 'exit-4'],
    ['exit-130', 'exit-130'],
    ['MP_KEY_WRONG_PASSWORD', 'exit-3'],
    ['mp_refused', 'exit-4'],
  ])('understands %s', async (written, id) => {
    expect(await ids([written])).toEqual([id])
  })

  it('understands every id, and every code of mp’s own', async () => {
    for (const { id } of REFUSALS) expect(await ids([id])).toEqual([id])
    for (const [code, exit] of Object.entries(EXIT_CODES)) expect(await ids([code])).toEqual([`exit-${exit}`])
  })

  it.each([
    ['MP-12x', 'MP-120'],
    ['MP-999', undefined],
    ['clokc-ahead', 'clock-ahead'],
    ['AUTH-00029', undefined],
    ['MP_KEY_WRNG_PASSWORD', 'MP_KEY_WRONG_PASSWORD'],
    ['99', undefined],
    ['hei', undefined],
  ])('ends with 2 for %s, which it does not know', async (word, meant) => {
    const { code, stdout, stderr } = await mp(['explain', word])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n')[0]).toBe(`mp: error: "${word}" is no code that mp can explain`)
    if (meant !== undefined) expect(stderr).toContain(`mp: hint: did you mean "${meant}"?\n`)
  })

  it('takes a whole answer for an argument too', async () => {
    expect(await ids(['{"error":"invalid_grant","error_description":"Grant is used before."}'])).toEqual([
      'MP-012',
    ])
  })

  it.each([TOKEN, `Bearer ${TOKEN}`, TOKEN.slice(0, 30)])(
    'repeats nothing of an argument that may be a token',
    async (word) => {
      const { code, stdout, stderr } = await mp(['explain', word])
      expect({ code, stdout }).toEqual({ code: 8, stdout: '' })
      expect(stderr).not.toContain('eyJ')
    },
  )
})

describe('mp explain of an answer', () => {
  it.each(SAID.filter(({ authority }) => authority === 'maskinporten'))(
    'knows $id in a body without a code: $said.errorDescription',
    async ({ id, said }) => {
      const body = { error: said.error, error_description: `${said.errorDescription} (trace_id: 0123abcd)` }
      for (const text of [
        JSON.stringify(body),
        JSON.stringify(body, null, 2),
        `x ${JSON.stringify(JSON.stringify(body))}`,
      ])
        expect(await idsIn(text)).toEqual([id])
    },
  )

  it.each(SAID.filter(({ authority }) => authority === 'selfservice'))(
    'knows $id in what the self-service API answered: $said.status $said.errorDescription',
    async ({ id, said }) => {
      const [, field = null, words = ''] = /^(?:([\w.[\]]+): )?(.*)$/.exec(said.errorDescription ?? '') ?? []
      const errors = [
        { errorMessage: words, isFieldError: field !== null, objectName: 'x', fieldIdentifier: field },
      ]
      expect(await idsIn(JSON.stringify({ status: said.status, correlation_id: 'a', errors }))).toEqual([id])
    },
  )

  it.each([
    ['a code in the description', '{"error":"forbidden","error_description":"MP-251: no"}', ['MP-251']],
    ['a code in error_uri', '{"error":"x","error_uri":"https://docs.digdir.no/a#mp-303"}', ['MP-303']],
    ['a problem of Altinn’s', '{"title":"Bad Request","status":400,"code":"AUTH-00007"}', ['AUTH-00007']],
    [
      'faults of Altinn’s',
      '{"code":"STD-00000","validationErrors":[{"code":"AUTH.VLD-00002","paths":["/id"]},{"code":"AUTH.VLD-00013"}]}',
      ['AUTH.VLD-00002', 'AUTH.VLD-00013'],
    ],
    [
      'a line of a log',
      `2026-11-28T10:00:00Z WARN token: 400 invalid_grant ${FAILED} Unknown key identifier (kid) for client.`,
      ['unknown-kid'],
    ],
    ['a kind of error alone', 'got invalid_altinn_customer_configuration from it', ['MP-303']],
    ['two lines of a log', 'a MP-012\nb\nc MP-122\nd MP-012', ['MP-012', 'MP-122']],
    [
      'a body with a line break in its words',
      `{"error":"invalid_grant","error_description":"${FAILED}\n Unknown key\n  identifier (kid) for client. (trace_id: 0)"}`,
      ['unknown-kid'],
    ],
    [
      'a sentence on two lines',
      `400: ${FAILED} The JWT is signed with an invalid\r\ncertificate.`,
      ['MP-120'],
    ],
    ['a sentence whose cause is on the next line', `${FAILED}\nInvalid JWT claim aud.`, ['MP-110']],
    ['one of other words', 'Token request contains invalid\n    scopes for client', ['MP-200']],
    [
      'sentences of a log, one a line',
      `2026-01-01 ${FAILED}\n2026-01-02 JWT is expired.\n[job] Grant is used before`,
      ['MP-100', 'MP-130', 'MP-012'],
    ],
    ['CRLF', 'a\r\nGrant is used before.\r\n', ['MP-012']],
    ['mp’s own codes', 'mp failed with MP_KEY_UNFIT', ['exit-3']],
    [
      'a dump of the exchange',
      '> GET /authentication/api/v1/exchange/maskinporten HTTP/1.1\n> Accept: */*\n>\n< HTTP/1.1 401 Unauthorized\n< Content-Length: 0\n<\n',
      ['altinn-token-refused'],
    ],
    [
      'a dump of the self-service API',
      '> GET /api/v1/clients HTTP/2\n> Host: api.samarbeid.digdir.no\n< HTTP/2 403\n<\n',
      ['selfservice-scope-missing'],
    ],
    [
      'a dump with headers and a body',
      'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{"error":"invalid_grant","error_description":"Invalid assertion. Issue time is after now."}',
      ['clock-ahead'],
    ],
  ])('knows %s', async (_, text, expected) => {
    expect(await idsIn(text)).toEqual(expected)
    expect(await ids(['-'], { stdin: text })).toEqual(expected)
  })

  it('reads what Windows writes into files', async () => {
    expect(await idsIn(Buffer.from('\ufeffGrant is used before.', 'utf16le'))).toEqual(['MP-012'])
  })

  it('believes no code that stands in a token', async () => {
    expect(await idsIn(`{"assertion":"${TOKEN}","error_description":"Grant is used before."}`)).toEqual([
      'MP-012',
    ])
  })

  it.each([
    ['hei på deg'],
    ['{"error":"invalid_grant","error_description":"Something new"}'],
    ['MP-999'],
    [`{"access_token":"${TOKEN}"}`],
    ['{'],
    ['[]'],
    ['HTTP/1.1 401 Unauthorized'],
  ])('ends with 8 where nothing is known, and repeats none of it: %s', async (stdin) => {
    const { code, stdout, stderr } = await mp(['explain'], { stdin })
    expect({ code, stdout }).toEqual({ code: 8, stdout: '' })
    expect(stderr).toBe(
      'mp: error: nothing in what was given is a refusal that mp knows\n' +
        'mp: hint: give the whole answer, with its address and status line where it has no words of its own\n',
    )
  })

  it.each(['', ' \n'])('ends with 2 where there is nothing: %j', async (stdin) => {
    const { code, stdout, stderr } = await mp(['explain'], { stdin })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'mp: error: there is nothing to explain: name a code, or give an answer on standard input\n',
    )
  })

  it('ends with 3 where standard input is too large', async () => {
    const readStdin = async () => {
      throw Object.assign(new Error('too large'), { code: 'EFBIG' })
    }
    const { code, stderr } = await mp(['explain', '-'], { host: { readStdin } })
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: 'mp: error: standard input cannot be read: it is too large\n',
    })
  })

  it.each([
    'a_',
    '{"a":"b_c ',
    'a_b {\n',
    'refused (400 ',
    'keys',
    'refused (400): keys more ',
    'Invalid assertion. Client authentication failed. x ',
    'eyJhbGciOiJS.',
    'HTTP/1.1 ',
    '/clients ',
  ])('is done with a hundred thousand times %j, and the words after it', async (piece) => {
    expect(await idsIn(`${piece.repeat(100_000)}\nGrant is used before.`)).toEqual(['MP-012'])
    expect((await mp(['explain'], { stdin: piece.repeat(100_000) })).code).toBe(8)
  })
})

describe('mp explain of what mp itself said', () => {
  const SANDBOX = ['token', '--env', 'sandbox', '--scope', 'sandkasse:uregistrert']

  it.each([[[]], [['--json']], [['--lang', 'nb']]])('understands a failure with %j', async (more) => {
    const { stderr } = await mp([...SANDBOX, ...more])
    expect(await idsIn(stderr)).toEqual(['MP-200'])
  })

  it('understands what has no code: an empty 401 of the exchange, a fault of the self-service API', async () => {
    const refusal = (said: object) => JSON.stringify({ schema: 'mp.error/1', code: 'MP_REFUSED', ...said })
    const exchange =
      'https://platform.tt02.altinn.no/authentication/api/v1/exchange/maskinporten refused (401)'
    const clients =
      'https://api.test.samarbeid.digdir.no/api/v1/clients/x/jwks refused (400): keys: keys holds more than 5'
    expect(await idsIn(`mp: error: ${exchange}\n`)).toEqual(['altinn-token-refused'])
    expect(await idsIn(refusal({ message: exchange, maskinporten: { code: null, status: 401 } }))).toEqual([
      'altinn-token-refused',
    ])
    expect(await idsIn(`mp: error: ${clients}\n`)).toEqual(['selfservice-too-many-keys'])
    const said = { code: null, error_description: 'keys: keys holds more than 5', status: 400 }
    expect(await idsIn(refusal({ message: clients, maskinporten: said }))).toEqual([
      'selfservice-too-many-keys',
    ])
  })
})

describe('mp explain alone on a terminal', () => {
  it('lists all that it can explain, by whose it is', async () => {
    const { code, stdout, stderr } = await mp(['explain'], { typed: '' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      'Maskinporten',
      "Altinn's exchange of tokens",
      "Altinn's system register and system users",
      "Digdir's self-service API",
    ])
    const listed = stdout.split('\n').flatMap((line) => /^ {2}(\S+) {2}/.exec(line)?.[1] ?? [])
    expect(listed).toEqual(REFUSALS.map(({ id }) => id))
    expect((await mp(['explain', '--lang', 'nb'], { typed: '' })).stdout).toContain('Altinns tokenveksling\n')
  })

  it('lists them for programs too', async () => {
    expect(await ids([], { typed: '' })).toEqual(REFUSALS.map(({ id }) => id))
  })
})

describe('--lang', () => {
  it('is refused with 2 where it is no language, whatever the command', async () => {
    for (const argv of [
      ['explain', 'MP-122'],
      ['token', '--env', 'sandbox', '-s', 'a:b'],
      ['config', 'show'],
    ]) {
      const { code, stdout, stderr, sent } = await mp([...argv, '--lang', 'no'])
      expect({ code, stdout, sent }).toEqual({ code: 2, stdout: '', sent: [] })
      expect(stderr).toBe('mp: error: --lang "no" is neither nb nor en\n')
    }
  })

  it('is 3 for a variable that is none, unless the flag says it', async () => {
    const env = { MP_LANG: 'norsk' }
    const { code, stdout, stderr, sent } = await mp(['token', '--env', 'sandbox', '-s', 'a:b'], { env })
    expect({ code, stdout, sent }).toEqual({ code: 3, stdout: '', sent: [] })
    expect(stderr).toBe('mp: error: $MP_LANG "norsk" is neither nb nor en\n')
    expect((await mp(['explain', 'MP-122', '--lang=en'], { env })).code).toBe(0)
  })

  it('stands in the README, with what it is for', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    expect(readme).toContain('`--lang nb`')
    expect(readme).toContain('`MP_LANG`')
  })
})
