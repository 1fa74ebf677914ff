import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REFUSALS } from '../../src/protocol/refusals/catalogue.js'
import type { Authority } from '../../src/protocol/refusals/refusal-entry.js'
import { TEST_SCOPES } from '../../src/sandbox/registry.js'
import type { SandboxState } from '../../src/sandbox/state.js'
import type { CodePlace } from '../../src/sandbox/token.js'
import { EXCHANGE_SAID, MASKINPORTEN_SAID, SELFSERVICE_SAID } from '../protocol/refusals/support/said.js'
import { explained } from '../support/explained.js'
import { vector, type World } from '../support/host.js'
import { CLIENT_IDS } from '../support/sandbox-files.js'
import { adminBench } from './support/admin-bench.js'
import {
  json,
  openPlaying,
  type Playing,
  type Run,
  refusedIn,
  refusingRun,
  sandboxOrigin,
  sandboxRun,
} from './support/refusing.js'

const CODE = /^[A-Z]/

/** Both languages, both shapes, the right exit code, and nothing on standard output. */
async function expectExplained(
  run: Run,
  argv: readonly string[],
  id: string,
  world: World = {},
): Promise<void> {
  const { codes, stdout, nb, en, code } = await refusedIn(run, argv, world)
  expect({ codes, stdout, nb, en, code }).toEqual({
    codes: [4, 4],
    stdout: '',
    nb: explained(id, 'nb'),
    en: explained(id, 'en'),
    code: CODE.test(id) ? id : null,
  })
}

interface Row {
  id: string
  what: string
  argv: string[]
  world?: World
  state?: (state: SandboxState) => void
  /** Seconds that the sandbox's clock is ahead of ours. */
  ahead?: number
}

const token = (...more: string[]) => ['token', ...more]
const details = (detail: object) => token('--authorization-details', JSON.stringify(detail))
const CUSTOMER = { authority: 'iso6523-actorid-upis', ID: '0192:310904473' }
const SYSTEM_USER = { type: 'urn:altinn:systemuser', systemuser_org: CUSTOMER }
const STRANGER: World = { env: { MP_KEY_PASSWORD: 'changeit' } }

/** Command lines that the sandbox refuses, by its own rules and over real HTTP. */
const PROVOKED: Row[] = [
  {
    id: 'MP-012',
    what: 'a jti that was used before',
    argv: token(),
    world: { host: { newId: () => 'the-same' } },
  },
  { id: 'MP-100', what: 'an unknown client', argv: token('--client-id', 'nobody') },
  {
    id: 'MP-100',
    what: 'a client that was deactivated',
    argv: token(),
    state: ({ clients }) => {
      for (const client of clients) client.active = false
    },
  },
  {
    id: 'MP-110',
    what: 'the issuer of another environment',
    argv: token('-p', 'consumer', '-e', 'elsewhere'),
  },
  {
    id: 'MP-120',
    what: 'a certificate of an unknown CA',
    argv: token('--key', vector('openssl.p12')),
    world: STRANGER,
  },
  {
    id: 'MP-121',
    what: 'a registered key that has expired',
    argv: token('-p', 'key'),
    state: ({ clients }) => {
      for (const key of clients.flatMap(({ keys }) => keys)) key.exp = 1
    },
  },
  {
    id: 'MP-122',
    what: "another organisation's certificate",
    argv: token('--client-id', CLIENT_IDS.supplier),
  },
  {
    id: 'MP-124',
    what: 'another key under that kid',
    argv: token('-p', 'key', '--key', 'other.pem', '--kid', '<kid>'),
  },
  { id: 'MP-130', what: 'a grant that came too late', argv: token('--lifetime', '3'), ahead: 6 },
  {
    id: 'MP-200',
    what: 'a scope that the client does not have',
    argv: token('-s', TEST_SCOPES.unregistered),
  },
  { id: 'MP-201', what: 'a scope for ID-porten', argv: token('-s', TEST_SCOPES.otherIntegration) },
  { id: 'MP-250', what: 'a scope that nobody was let use', argv: token('-s', TEST_SCOPES.noAccess) },
  { id: 'MP-250', what: 'a supplier that forgot --consumer-org', argv: token('-p', 'supplier') },
  {
    id: 'MP-251',
    what: 'a scope that was not delegated',
    argv: token('-p', 'supplier', '-s', TEST_SCOPES.undelegated, '--consumer-org', '310904473'),
  },
  { id: 'MP-301', what: 'details of an unknown type', argv: details({ type: 'urn:altinn:other' }) },
  {
    id: 'MP-302',
    what: 'details with an unknown field',
    argv: details({ ...SYSTEM_USER, externalref: 'x' }),
  },
  {
    id: 'MP-303',
    what: 'a customer number that is none',
    argv: details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, ID: 'x' } }),
  },
  { id: 'MP-303', what: 'a system user that is not there', argv: token('--systemuser-org', '991825827') },
  { id: 'clock-ahead', what: 'a clock that is ahead', argv: token(), ahead: -60 },
  { id: 'invalid-iat', what: 'a clock that is slow', argv: token(), ahead: 30 },
  { id: 'unknown-kid', what: 'a kid that is not registered', argv: token('-p', 'key', '--kid', 'nobody') },
  {
    id: 'own-org-as-consumer',
    what: "one's own organisation as consumer",
    argv: token('--consumer-org', '310904473'),
  },
  { id: 'unknown-onbehalfof', what: 'an unknown iss_onbehalfof', argv: token('--on-behalf-of', 'nobody') },
  {
    id: 'kid-required',
    what: 'a certificate where keys are registered',
    argv: token('--client-id', CLIENT_IDS.key),
  },
]

describe('what the sandbox refuses ends with 4 and is explained in both languages:', () => {
  it.each(PROVOKED)('$id for $what', async ({ id, argv, world, state, ahead }) => {
    let kid = ''
    const change = (made: SandboxState) => {
      kid = made.clients.flatMap(({ keys }) => keys)[0]?.kid ?? ''
      state?.(made)
    }
    const run = await sandboxRun({ change, ...(ahead !== undefined && { ahead, timeless: true }) })
    if (id === 'MP-012') expect((await run(argv, world)).code).toBe(0)
    const line = argv.map((word) => (word === '<kid>' ? kid : word))
    await expectExplained(run, line, id, world)
  })
})

/** What asks whom: the line that meets each authority's refusals. */
const ASKING: Record<Authority, readonly string[]> = {
  maskinporten: token('-p', 'key'),
  'altinn-exchange': token('-p', 'key', '--altinn'),
  'altinn-authentication': token('-p', 'key', '--altinn'),
  selfservice: ['admin', 'client', 'list', '-p', 'key'],
}

/** Published with a status that passes: exit code 5, whatever else is said (429 and 5xx). */
const PASSING = ['AUTH-00055', 'AUTH-00062', 'AUTH-00073', 'AUTH-00078', 'altinn-locked']

describe('every refusal that mp knows, given by the sandbox as it is published, ends with 4 and is explained in both languages:', () => {
  const PLACES = ['link', 'description', 'none'] as const
  const sandboxes = new Map<CodePlace, Playing>()
  const playing = (text: string, place: CodePlace = 'link') => sandboxes.get(place)?.play(text) as Run

  beforeAll(async () => {
    for (const place of PLACES) sandboxes.set(place, await openPlaying(place))
  })
  afterAll(async () => {
    for (const { close } of sandboxes.values()) await close()
  })

  it.each(REFUSALS.filter(({ id }) => !PASSING.includes(id)))('$id', async ({ id, authority }) => {
    await expectExplained(playing(`refuse=${id}`), ASKING[authority], id)
  })

  const coded = REFUSALS.filter(({ id }) => id.startsWith('MP-')).flatMap(({ id }) =>
    PLACES.filter((place) => place !== 'link').map((place) => ({ id, place })),
  )

  it.each(coded)('$id, its code in: $place', async ({ id, place }) => {
    await expectExplained(playing(`refuse=${id}`, place), ASKING.maskinporten, id)
  })

  it.each(PASSING)('%s, which may pass, with 5', async (id) => {
    const run = playing(`refuse=${id}`)
    const { codes, stdout, nb, en } = await refusedIn(run, ASKING['altinn-exchange'])
    expect({ codes, stdout }).toEqual({ codes: [5, 5], stdout: '' })
    expect(nb).toEqual(expect.arrayContaining(explained(id, 'nb')))
    expect(en).toEqual(expect.arrayContaining(explained(id, 'en')))
  })
})

/** How the same refusal may be written: what is known of real answers is that most carry no code. */
const LAYOUTS = [
  [
    'with the code in error_uri',
    (words: object, id: string) => ({
      ...words,
      error_description: 'x',
      error_uri: `https://docs.digdir.no/a#${id.toLowerCase()}`,
    }),
  ],
  [
    'with the code before the description',
    (words: object, id: string) => ({ ...words, error_description: `${id}: x` }),
  ],
  ['without a code', (words: object) => words],
] as const

const CANNED = MASKINPORTEN_SAID.flatMap(({ id, said }) =>
  LAYOUTS.filter(([how]) => CODE.test(id) || how === 'without a code').map(([how, write]) => {
    const words = {
      error: said.error,
      error_description: `${said.errorDescription} (trace_id: 0123456789abcdef0123456789abcdef)`,
    }
    return { id, how, status: said.status ?? 400, words: said.errorDescription, body: write(words, id) }
  }),
)

describe('what Maskinporten refuses is explained', () => {
  it.each(CANNED)('$id $how: $words', async ({ id, status, body }) => {
    await expectExplained(await refusingRun({ token: json(status, body) }), token(), id)
  })

  it('in every entry of the catalogue', () => {
    const own = REFUSALS.filter(({ authority }) => authority === 'maskinporten').map(({ id }) => id)
    expect([...new Set(CANNED.map(({ id }) => id))].toSorted()).toEqual(own.toSorted())
  })

  it('for mp call and mp admin as for mp token', async () => {
    const body = { error: 'invalid_grant', error_description: 'Grant is used before.' }
    const run = await refusingRun({ token: json(400, body) })
    await expectExplained(run, ['admin', 'client', 'list'], 'MP-012')
    await expectExplained(run, ['call', 'https://127.0.0.1:1/x'], 'MP-012')
  })

  it('and what nobody has met is told in its own words alone', async () => {
    const run = await refusingRun({
      token: json(400, { error: 'invalid_grant', error_description: 'New (MP-999)' }),
    })
    const { codes, nb, en, code } = await refusedIn(run, token())
    expect({ codes, nb, en, code }).toEqual({ codes: [4, 4], nb: [], en: [], code: 'MP-999' })
  })
})

describe("what Altinn's exchange refuses is explained", () => {
  const refusing = EXCHANGE_SAID.filter(({ said }) => said.status !== 429)

  it.each(refusing)('$id for $said.status', async ({ id, said: { status = 0, errorDescription: title } }) => {
    const answer = title ? json(status, { title }) : { status, body: '', type: 'text/plain' }
    await expectExplained(await refusingRun({ exchange: answer }), token('--altinn'), id)
  })

  it('by the real exchange of the sandbox: a token of another Maskinporten', async () => {
    const run = await sandboxRun({ altinn: await sandboxOrigin() })
    await expectExplained(run, token('--altinn'), 'altinn-token-refused')
  })
})

describe('what the self-service API refuses is explained', () => {
  it.each(SELFSERVICE_SAID)('$id for $said.status $said.errorDescription', async ({ id, said }) => {
    const { status = 0, errorDescription = '' } = said
    const [, field = null, words = ''] = /^(?:([\w.[\]]+): )?(.*)$/.exec(errorDescription) ?? []
    const errors = [
      { errorMessage: words, isFieldError: field !== null, objectName: 'x', fieldIdentifier: field },
    ]
    const run = await refusingRun({ selfservice: json(status, { status, correlation_id: 'abc', errors }) })
    await expectExplained(run, ['admin', 'client', 'list'], id)
  })

  it.each([401, 403, 404, 409])('where it says nothing but %i', async (status) => {
    const entry = SELFSERVICE_SAID.find(({ said }) => said.status === status)
    const run = await refusingRun({ selfservice: { status, body: '' } })
    const id = status === 409 ? 'selfservice-taken' : `${entry?.id}`
    await expectExplained(run, ['admin', 'client', 'list'], id)
  })

  it.each([
    ['selfservice-scope-missing', ['client', 'list', '--scope', 'brreg:losore/utlegg']],
    ['selfservice-not-found', ['client', 'show', 'nobody']],
    [
      'selfservice-not-yours',
      ['scope', 'create', '--prefix', 'brreg', '--subscope', 'x', '--description', 'd'],
    ],
    [
      'selfservice-scopes',
      ['client', 'create', '--name', 'n', '--description', 'd', '--scope', 'finnes:ikke'],
    ],
    ['selfservice-deactivated', ['client', 'update', '<gone>', '--name', 'x']],
    [
      'selfservice-taken',
      ['onbehalfof', 'add', CLIENT_IDS.key, '--id', 'bergen', '--name', 'n', '--orgnr', '313725138'],
    ],
  ])('by the sandbox itself: %s', async (id, argv) => {
    const { admin, client } = adminBench()
    const gone = argv.includes('<gone>') ? await client() : ''
    if (gone !== '') await admin(['client', 'delete', gone, '--yes'])
    const line = argv.map((word) => (word === '<gone>' ? gone : word))
    if (id === 'selfservice-taken') expect((await admin(line)).code).toBe(0)
    await expectExplained(admin, line, id)
  })
})

describe('an explained refusal', () => {
  it('is the same as mp explain gives of it', async () => {
    const run = await sandboxRun()
    const { stderr } = await run(token('-s', TEST_SCOPES.unregistered))
    const { stdout } = await run(['explain', '--json'], { stdin: stderr })
    const [{ means, check, next }] = JSON.parse(stdout).explanations
    expect([means, check, `next: ${next[0]}`]).toEqual(explained('MP-200'))
  })

  it('speaks the language of the locale', async () => {
    const run = await refusingRun({
      token: json(400, { error: 'x', error_description: 'Grant is used before.' }),
    })
    const { stderr } = await run(token(), { env: { LANG: 'nb_NO.UTF-8' } })
    for (const hint of explained('MP-012', 'nb')) expect(stderr).toContain(`mp: hint: ${hint}\n`)
  })
})
