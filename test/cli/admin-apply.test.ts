import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MpError } from '../../src/errors.js'
import { httpSender } from '../../src/platform/http.js'
import type { World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { adminBench, asked, scopesAsked } from './support/admin-bench.js'
import { asYaml, type Draft, wholeFile } from './support/wanted-files.js'

const LES = 'sandkasse:demo.les'
const FILE = 'admin.yaml'
const NO_DIFFERENCE = `nothing to change: environment "sandbox" is as "${FILE}" says\n`

/** A bench with a file, and everything that one does to the two. */
function benchWith(file: unknown = wholeFile()) {
  const bench = adminBench({ [FILE]: asYaml(file) })
  const { admin } = bench
  const plan = (...more: string[]) => admin(['plan', FILE, ...more])
  const apply = (more: string[] = [], world?: World) => admin(['apply', FILE, ...more], world)
  const write = (changed: unknown) => writeFileSync(join(bench.cwd, FILE), asYaml(changed))

  async function done(...argv: string[]) {
    const outcome = await admin(argv)
    expect(outcome).toMatchObject({ code: 0 })
    return outcome.stdout
  }
  const read = async (...argv: string[]) => JSON.parse(await done(...argv, '--json'))
  async function idOf(name: string): Promise<string> {
    const clients: { client_id: string; client_name: string }[] = await read('client', 'list')
    return clients.find((client) => client.client_name === name)?.client_id ?? ''
  }
  /** Everything that the organisation has. */
  async function everything() {
    const scopes: { name: string }[] = await read('scope', 'list', '--inactive')
    const access = await Promise.all([LES, 'sandkasse:utenfor'].map((name) => read('access', 'list', name)))
    return { clients: await read('client', 'list', '--inactive'), scopes, access }
  }
  return { ...bench, plan, apply, write, done, read, idOf, everything }
}

/** The same after the file has been applied. */
async function appliedBench(file: unknown = wholeFile()) {
  const bench = benchWith(file)
  expect(await bench.apply()).toMatchObject({ code: 0 })
  return bench
}

/** The requests that were no reads. */
function changes(outcome: Parameters<typeof asked>[0]): string[] {
  return asked(outcome).filter((call) => !call.startsWith('GET'))
}

const idsAs = (text: string) => text.replace(/[\da-f]{8}-[\da-f-]{27}/g, '<id>')

describe('mp admin apply', () => {
  it('makes three clients, four scopes and ten grants, and then there is no difference', async () => {
    const { plan, apply, idOf } = benchWith()
    const before = await plan()
    expect(before).toMatchObject({ code: 8, stderr: '' })
    expect(before.stdout.split('\n').slice(-2)).toEqual(['7 to create, 10 to add', ''])
    expect(changes(before)).toEqual([])

    const applied = await apply()
    const ids = await Promise.all(['kontroll', 'nattjobb', 'arkivar'].map(idOf))
    expect(applied.code).toBe(0)
    expect(applied.stdout).toBe(
      [
        '7 created, 10 added',
        `client kontroll has id ${ids[0]}`,
        `client nattjobb has id ${ids[1]}`,
        `client arkivar has id ${ids[2]}`,
        '',
      ].join('\n'),
    )
    expect(idsAs(applied.stderr).split('\n')).toEqual([
      ...['sandkasse:demo.les', 'sandkasse:demo.skriv', 'sandkasse:arkiv', 'demo:a/b:c'].map(
        (name) => `mp: created scope ${name}`,
      ),
      ...['kontroll', 'nattjobb', 'arkivar'].map((name) => `mp: created client ${name} (<id>)`),
      ...['310904473', '313725138', '314250052', '974760673'].map(
        (orgnr) => `mp: granted ${orgnr} access to sandkasse:demo.les`,
      ),
      ...['313725138', '314250052'].map((orgnr) => `mp: granted ${orgnr} access to sandkasse:demo.skriv`),
      ...['310904473', '974760673', '313725138'].map(
        (orgnr) => `mp: granted ${orgnr} access to sandkasse:arkiv`,
      ),
      'mp: granted 974760673 access to demo:a/b:c',
      ...['kontroll', 'nattjobb', 'arkivar'].map(
        (name) => `mp: hint: put id: <id> beside "${name}" in "admin.yaml": names may be changed`,
      ),
      '',
    ])

    const after = await plan()
    expect({ ...after, sent: [] }).toMatchObject({ code: 0, stdout: NO_DIFFERENCE, stderr: '' })
    const again = await apply()
    expect(again).toMatchObject({ code: 0, stdout: NO_DIFFERENCE, stderr: '' })
    expect(changes(again)).toEqual([])
  })

  it('makes what the README’s file describes', async () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
    const [, example = ''] = /### From a file[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readme) ?? []
    const { cwd, plan, apply } = benchWith()
    writeFileSync(join(cwd, FILE), example)
    expect((await plan()).code).toBe(8)
    expect((await apply()).stdout).toMatch(/^2 created, 2 added\nclient kontroll has id /)
    expect(await plan()).toMatchObject({ code: 0, stdout: NO_DIFFERENCE })
  })

  it('shows a plan for a person', async () => {
    const { scopes, clients } = wholeFile()
    const { plan, idOf, write, apply } = await appliedBench({ scopes, clients })
    const id = await idOf('kontroll')
    write({
      scopes: [
        { name: LES, description: 'Lese\u001b[2J alt' },
        { name: 'demo:ny', description: 'Ny', accessibleForAll: true },
      ],
      clients: [{ id, name: 'kontrollør', scopes: [LES, 'sandkasse:arkiv'] }],
      access: [{ scope: 'sandkasse:arkiv', consumers: ['0192:313725138'] }],
    })
    const text = (extra: string, count: string) =>
      [
        `~ scope ${LES}`,
        '    ~ description: Lese -> "Lese\\u001b[2J alt"',
        '+ scope demo:ny',
        '    + description: Ny',
        '    + accessibleForAll: true',
        `~ client kontroll (${id})`,
        '    ~ name: kontroll -> "kontrollør"',
        '    + scopes: sandkasse:arkiv',
        '~ access to sandkasse:arkiv',
        '    + consumers: 313725138',
        `~ client kontroll (${id})`,
        `    - scopes: brreg:losore/utlegg${extra}`,
        `1 to create, 2 to change, 2 to add, ${count}`,
        '',
      ].join('\n')
    const unpruned = text(' (only --prune removes it)', '1 extra, which only --prune removes')
    expect(await plan()).toMatchObject({ code: 8, stdout: unpruned, stderr: '' })
    expect(await plan('--prune')).toMatchObject({ code: 8, stdout: text('', '1 to remove'), stderr: '' })
    const dry = await apply(['--dry-run'])
    expect(dry).toMatchObject({ code: 0, stdout: unpruned, stderr: '' })
    expect(changes(dry)).toEqual([])
    const applied = await apply()
    expect(applied).toMatchObject({
      code: 0,
      stdout: '1 created, 2 changed, 2 added; 1 extra left, which only --prune removes\n',
    })
    expect(await apply()).toMatchObject({
      code: 0,
      stdout: 'nothing done; 1 extra left, which only --prune removes\n',
      stderr: '',
    })
    expect(await apply(['--prune', '--yes'])).toMatchObject({
      code: 0,
      stdout: '1 removed\n',
      stderr: `mp: took brreg:losore/utlegg from client kontrollør (${id})\n`,
    })
  })

  it('gives both as JSON, with the ids of what is new', async () => {
    const clients = [{ name: 'a', description: 'A', scopes: ['brreg:losore/utlegg'], accessTokenLifetime: 9 }]
    const { plan, apply, idOf, write } = benchWith({ clients })
    const facts = { file: FILE, environment: 'sandbox', prune: false }
    const { name: _, ...to } = clients[0] as Record<string, unknown>
    const create = { kind: 'create', member: null, from: null, to }
    expect(JSON.parse((await plan('--json')).stdout)).toEqual({
      schema: 'mp.plan/1',
      ...facts,
      changes: [{ ...create, object: { type: 'client', name: 'a', id: null } }],
    })
    const applied = JSON.parse((await apply(['--json'])).stdout)
    const object = { type: 'client', name: 'a', id: await idOf('a') }
    expect(applied).toEqual({ schema: 'mp.apply/1', ...facts, changes: [{ ...create, object }], left: [] })
    write({ clients: [{ name: 'a', description: 'B', scopes: [] }] })
    const change = { kind: 'change', object, member: 'description', from: 'A', to: 'B' }
    const extra = { kind: 'extra', object, member: 'scopes', from: 'brreg:losore/utlegg', to: null }
    expect(JSON.parse((await plan('--json')).stdout)).toMatchObject({ changes: [change, extra] })
    expect(JSON.parse((await apply(['--json'])).stdout)).toMatchObject({ changes: [change], left: [extra] })
    const pruned = JSON.parse((await apply(['--json', '--prune', '--yes'])).stdout)
    expect(pruned).toMatchObject({ prune: true, changes: [extra], left: [] })
    expect(JSON.parse((await plan('--json')).stdout)).toMatchObject({ changes: [] })
  })

  it('leaves alone what the file does not name', async () => {
    const { done, admin, apply, run, read, idOf, write, everything } = await appliedBench()
    const id = await idOf('kontroll')
    await run(['key', 'generate', '-o', 'k.jwk.json'])
    await done('key', 'add', id, '--key', 'k.jwk.json')
    await done('onbehalfof', 'add', id, '--id', 'havna', '--name', 'Havna', '--orgnr', '313725138')
    const words = ['--name', 'fremmed', '--description', 'F', '--scope', 'brreg:losore/tlg']
    await done('client', 'create', ...words)
    await done('scope', 'create', '--prefix', 'sandkasse', '--subscope', 'utenfor', '--description', 'U')
    await done('access', 'grant', 'sandkasse:utenfor', '313725138')
    const [before, keys] = [await everything(), await read('key', 'list', id)]

    write({ clients: [{ id, description: 'Ny', scopes: [LES] }], access: [{ scope: LES, consumers: [] }] })
    expect((await apply(['--prune', '--yes'])).stdout).toBe('1 changed, 5 removed\n')
    const after = await everything()
    const changed = before.clients.map((client: { client_id: string }) =>
      client.client_id === id
        ? { ...client, description: 'Ny', scopes: [LES], last_updated: expect.any(String) }
        : client,
    )
    expect(after).toEqual({ clients: changed, scopes: before.scopes, access: [[], before.access[1]] })
    expect(await read('key', 'list', id)).toEqual(keys)
    expect((await admin(['onbehalfof', 'list', id])).stdout).toContain('havna')
  })
})

interface Drift {
  what: string
  /** The words of `mp admin`; `kontroll` stands for that client's id. */
  by: string[]
  /** What the plan says then, without its heading. */
  line: string
  /** Whether it goes with `--prune` alone. */
  extra?: true
}

const KONTROLL = ['client', 'update', 'kontroll']
const SCOPE = ['scope', 'update', LES]
const DRIFTS: Drift[] = [
  {
    what: 'another name',
    by: [...KONTROLL, '--name', 'x'],
    line: '~ name: x -> kontroll',
  },
  {
    what: 'another description',
    by: [...KONTROLL, '--description', 'x'],
    line: '~ description: x -> Kontrollerer',
  },
  {
    what: 'a scope too little',
    by: [...KONTROLL, '--remove-scope', LES],
    line: `+ scopes: ${LES}`,
  },
  {
    what: 'a scope too much',
    by: [...KONTROLL, '--add-scope', 'brreg:losore/tlg'],
    line: '- scopes: brreg:losore/tlg',
    extra: true,
  },
  {
    what: 'another description of a scope',
    by: [...SCOPE, '--description', 'x'],
    line: '~ description: x -> Lese',
  },
  {
    what: 'another visibility',
    by: [...SCOPE, '--visibility', 'public'],
    line: '~ visibility: PUBLIC -> PRIVATE',
  },
  { what: 'another age', by: [...SCOPE, '--at-max-age', '60'], line: '~ atMaxAge: 60 -> 120' },
  {
    what: 'other integration types',
    by: ['scope', 'update', 'sandkasse:arkiv', '--integration-type', 'krr'],
    line: '~ allowedIntegrationTypes: ["krr"] -> ["maskinporten","krr"]',
  },
  {
    what: 'a scope for all',
    by: ['scope', 'update', 'sandkasse:demo.skriv', '--accessible-for-all'],
    line: '~ accessibleForAll: true -> false',
  },
  {
    what: 'another long description',
    by: ['scope', 'update', 'sandkasse:demo.skriv', '--long-description', 'x'],
    line: '~ longDescription: x -> "Skrive alt"',
  },
  {
    what: 'another type of token',
    by: ['scope', 'update', 'demo:a/b:c', '--token-type', 'opaque'],
    line: '~ tokenType: OPAQUE -> SELF_CONTAINED',
  },
  {
    what: 'access too little',
    by: ['access', 'revoke', LES, '313725138', '--yes'],
    line: '+ consumers: 313725138',
  },
  {
    what: 'access too much',
    by: ['access', 'grant', LES, '889640782'],
    line: '- consumers: 889640782',
    extra: true,
  },
]

describe('a change made by hand', () => {
  it.each(DRIFTS)('shows in the plan, and is put right: $what', async ({ by, line, extra }) => {
    const { plan, apply, done, idOf, write } = await appliedBench()
    const id = await idOf('kontroll')
    const file = wholeFile()
    file.clients[0] = { id, ...file.clients[0] }
    write(file)
    await done(...by.map((word) => (word === 'kontroll' ? id : word)))
    const drifted = await plan()
    expect(drifted.code).toBe(8)
    const [, ...lines] = drifted.stdout.trimEnd().split('\n')
    expect(lines.slice(0, -1)).toEqual([`    ${line}${extra ? ' (only --prune removes it)' : ''}`])

    const applied = await apply()
    expect({ code: applied.code, changes: changes(applied).length }).toEqual({
      code: 0,
      changes: extra ? 0 : 1,
    })
    if (extra) expect(await apply(['--prune', '--yes'])).toMatchObject({ code: 0, stdout: '1 removed\n' })
    expect(await plan()).toMatchObject({ code: 0, stdout: NO_DIFFERENCE })
  })

  it('that deactivated a client has it made again by its name, and is an error by its id', async () => {
    const { plan, apply, done, idOf, write } = await appliedBench()
    const id = await idOf('nattjobb')
    await done('client', 'delete', id, '--yes')
    expect((await plan()).stdout).toMatch(/^\+ client nattjobb\n/)
    expect(await apply()).toMatchObject({ code: 0 })
    expect(await plan()).toMatchObject({ code: 0 })
    write({ clients: [{ id, name: 'nattjobb' }] })
    const { code, stdout, stderr } = await plan()
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(stderr).toBe(`mp: error: client "${id}" has been deactivated, and the API brings none back\n`)
  })

  it('that deactivated a scope is an error, before anything is changed', async () => {
    const { apply, done, write } = await appliedBench()
    await done('scope', 'delete', LES, '--yes')
    const file = wholeFile()
    write({ ...file, scopes: file.scopes.map((scope) => ({ ...scope, description: 'ny' })) })
    const outcome = await apply()
    expect(outcome).toMatchObject({ code: 4, stdout: '' })
    expect(outcome.stderr).toBe(
      `mp: error: scope "${LES}" has been deactivated, and the API brings none back\n`,
    )
    expect(changes(outcome)).toEqual([])
  })
})

describe('an apply that fails', () => {
  it('stops, says what was done, and goes on with the same command', { timeout: 30_000 }, async () => {
    const total = 17
    for (const failing of [1, 3, 5, 8, total]) {
      const { apply, plan } = benchWith()
      let count = 0
      const sender: World['host'] = {
        sender: (timeoutMs) => async (request) => {
          const isChange = request.method !== 'GET' && request.url.includes('/api/v1/')
          if (isChange && ++count === failing) throw new MpError('MP_UNREACHABLE', 'no answer')
          return httpSender(timeoutMs)(request)
        },
      }
      const failed = await apply([], { host: sender })
      expect({ failing, code: failed.code, stdout: failed.stdout, count }).toEqual({
        ...{ failing, code: 5, stdout: '', count: failing },
      })
      const lines = failed.stderr.trimEnd().split('\n')
      expect(lines.slice(failing - 1)).toEqual([
        `mp: ${failing - 1} of ${total} steps are done`,
        'mp: error: no answer',
        'mp: hint: the API may have done what it was asked to: look before you try again',
        'mp: hint: the same command goes on where this one stopped',
      ])
      const resumed = await apply()
      expect(resumed.code).toBe(0)
      expect(changes(resumed)).toHaveLength(total - failing + 1)
      expect(await plan()).toMatchObject({ code: 0, stdout: NO_DIFFERENCE })
    }
  })

  it('goes on too where the API did what it was asked to and the answer was lost', async () => {
    for (const lost of [2, 6, 11]) {
      const { apply, plan, read } = benchWith()
      let count = 0
      const host: World['host'] = {
        sender: (timeoutMs) => async (request) => {
          const answer = await httpSender(timeoutMs)(request)
          if (request.method === 'GET' || !request.url.includes('/api/v1/')) return answer
          if (++count === lost) throw new MpError('MP_UNREACHABLE', 'no answer')
          return answer
        },
      }
      expect((await apply([], { host })).code).toBe(5)
      const resumed = await apply()
      expect({ lost, code: resumed.code, changes: changes(resumed).length }).toEqual({
        ...{ lost, code: 0, changes: 17 - lost },
      })
      expect(await plan()).toMatchObject({ code: 0 })
      const names: { client_name: string }[] = await read('client', 'list')
      expect(names.filter(({ client_name: name }) => name === 'nattjobb')).toHaveLength(1)
    }
  })

  it('tells as JSON what was done, beside what went wrong', async () => {
    const { apply } = benchWith({
      scopes: [
        { name: 'sandkasse:en', description: 'En' },
        { name: 'brreg:annens', description: 'A' },
      ],
    })
    const { code, stdout, stderr } = await apply(['--json'])
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'MP_REFUSED',
      hints: expect.arrayContaining(['the same command goes on where this one stopped']),
      warnings: ['created scope sandkasse:en', '1 of 2 steps are done'],
    })
  })
})

/** A file that would take something away. */
async function losingBench() {
  const bench = await appliedBench()
  const file = wholeFile()
  ;(file.access[0] as Draft['access'][0]).consumers = ['310904473', '314250052', '974760673']
  bench.write(file)
  return bench
}

describe('the confirmation of mp admin apply', () => {
  it('is wanted before anything is taken away, and nothing is changed without it', async () => {
    const { apply } = await losingBench()
    for (const world of [{}, { typed: 'n' }, { typed: '' }]) {
      const outcome = await apply(['--prune'], world)
      expect(outcome).toMatchObject({ code: 10, stdout: '' })
      expect(outcome.stderr).toContain('"admin.yaml" is to be applied (1 to remove) in environment "sandbox"')
      expect(changes(outcome)).toEqual([])
    }
    const { code, stderr } = await apply(['--prune', '--no-input'], { typed: 'y' })
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 10, lines: 3 })
  })

  it('shows the plan, asks, and then does it', async () => {
    const { apply } = await losingBench()
    const questions: string[] = []
    const promptVisible = async (question: string) => {
      questions.push(question)
      return 'y'
    }
    const outcome = await apply(['--prune'], { typed: '', host: { promptVisible } })
    expect(outcome).toMatchObject({ code: 0, stdout: '1 removed\n' })
    expect(outcome.stderr.split('\n')).toEqual([
      `~ access to ${LES}`,
      '    - consumers: 313725138',
      '1 to remove',
      `mp: took access to ${LES} from 313725138`,
      '',
    ])
    expect(questions).toEqual([
      'mp: "admin.yaml" is to be applied (1 to remove) in environment "sandbox"; go on? [y/N] ',
    ])
  })

  it('is not wanted where nothing would go', async () => {
    const { apply } = await losingBench()
    expect(await apply()).toMatchObject({ code: 0 })
    const { apply: prune } = await appliedBench()
    expect(await prune(['--prune'])).toMatchObject({ code: 0, stdout: NO_DIFFERENCE })
  })

  it('is void where something was changed while it was thought about', async () => {
    const { apply, done } = await losingBench()
    const promptVisible = async () => {
      await done('access', 'grant', LES, '889640782')
      return 'y'
    }
    const outcome = await apply(['--prune'], { typed: '', host: { promptVisible } })
    expect(outcome).toMatchObject({ code: 5, stdout: '' })
    expect(outcome.stderr.split('\n').slice(-3)).toEqual([
      'mp: error: what is there was changed while it was asked; nothing was written',
      'mp: hint: look at it, and try again',
      '',
    ])
    expect(changes(outcome)).toEqual([])
  })

  it('takes a scope from the client that the session runs as with --yes alone', async () => {
    const id = CLIENT_IDS.certificate
    const { apply, read } = benchWith()
    const scopes: string[] = (await read('client', 'show', id)).scopes
    const file = { clients: [{ id, scopes: scopes.filter((scope) => scope !== 'idporten:dcr.read') }] }
    const { apply: own } = benchWith(file)
    const refused = await own(['--prune', '--client-id', id], { typed: 'y' })
    expect(refused.code).toBe(10)
    expect(refused.stderr).toContain(
      `scope "idporten:dcr.read" is to be taken from client "${id}" in environment "sandbox", on which this very session runs`,
    )
    expect(changes(refused)).toEqual([])
    expect((await own(['--prune', '--client-id', id, '--yes'])).stdout).toBe('1 removed\n')
    expect((await apply()).code).toBe(0)
  })

  it('wants the environment’s name in production', async () => {
    const config = {
      profiles: { prod: { clientId: CLIENT_IDS.key, key: { file: 'key.json' } } },
    }
    const { cwd, admin } = benchWith({ scopes: [{ name: 'a:b', description: 'B' }] })
    writeFileSync(join(cwd, 'key.json'), readFileSync(sandboxFile('consumer.jwk.json')))
    writeFileSync(join(cwd, 'maskinporten.config.json'), JSON.stringify(config))
    const sent: string[] = []
    const sender =
      () =>
      async ({ method, url, body }: { method: string; url: string; body?: string }) => {
        sent.push(`${method} ${url}`)
        const token = { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 119, scope: 'x' }
        const scope = { ...JSON.parse(method === 'POST' && body?.startsWith('{') ? body : '{}'), name: 'a:b' }
        const answer = url.endsWith('/token') ? token : method === 'GET' ? [] : scope
        return { status: 200, headers: {}, body: JSON.stringify(answer) }
      }
    const argv = ['apply', FILE, '--profile', 'prod']
    const inProd = (typed?: string) =>
      admin(argv, { env: { MP_ENV: '' }, host: { sender }, ...(typed !== undefined && { typed }) })
    for (const typed of [undefined, 'y', 'sandbox']) {
      const { code, stdout, stderr } = await inProd(typed)
      expect({ code, stdout }).toEqual({ code: 10, stdout: '' })
      expect(stderr).toContain('is to be applied (1 to create) in environment "prod"')
    }
    expect(sent.filter((call) => call.startsWith('POST') && !call.endsWith('/token'))).toEqual([])
    expect(await inProd('prod')).toMatchObject({ code: 0, stdout: '1 created\n' })
    expect(sent.at(-1)).toBe('POST https://api.samarbeid.digdir.no/api/v1/scopes')

    writeFileSync(join(cwd, FILE), 'scopes: []')
    const idle = await inProd()
    expect(idle.stdout).toBe(NO_DIFFERENCE.replace('sandbox', 'prod'))
    expect(idle.code).toBe(0)
  })
})

describe('the file of mp admin plan and apply', () => {
  it.each([
    ['that is not there', ['borte.yaml'], 'mp: error: there is no file "borte.yaml"'],
    [
      'with a misspelt word',
      ['feil.json'],
      'mp: error: "clients.0.descripton" in "feil.json" is not a setting that mp knows\nmp: hint: did you mean "description"?',
    ],
    [
      'with a number that is none',
      ['orgnr.yaml'],
      'mp: error: "access.0.consumers.0" in "orgnr.yaml" is not an organisation number (nine digits, modulus 11)',
    ],
    [
      'with an id that leads elsewhere',
      ['id.json'],
      'mp: error: "clients.0.id" in "id.json" cannot be a client id',
    ],
  ])('%s ends with 3, and nothing is sent', async (_, args, stderr) => {
    const { admin } = adminBench({
      'feil.json': JSON.stringify({ clients: [{ name: 'a', descripton: 'b' }] }),
      'orgnr.yaml': 'access: [{ scope: "a:b", consumers: ["313725139"] }]',
      'id.json': JSON.stringify({ clients: [{ id: '../scopes' }] }),
    })
    for (const verb of ['plan', 'apply']) {
      const outcome = await admin([verb, ...args])
      expect(outcome).toMatchObject({ code: 3, stdout: '', stderr: `${stderr}\n`, sent: [] })
    }
  })

  it('may come on standard input', async () => {
    const { admin } = adminBench()
    const scopes = [{ name: 'sandkasse:inn', description: 'Inn' }]
    const applied = await admin(['apply', '-'], { stdin: asYaml({ scopes }) })
    expect(applied).toMatchObject({ code: 0, stdout: '1 created\n' })
    expect(await admin(['plan', '-'], { stdin: JSON.stringify({ scopes }) })).toMatchObject({ code: 0 })
  })

  it.each([
    ['plan', { clients: [] }, []],
    ['plan', { clients: [{ id: CLIENT_IDS.key }] }, ['idporten:dcr.read']],
    ['plan', { scopes: [{ name: 'sandkasse:x', description: 'x' }] }, ['idporten:scopes.write']],
    ['apply', { clients: [{ id: CLIENT_IDS.key }] }, ['idporten:dcr.write']],
    [
      'apply',
      { clients: [{ id: CLIENT_IDS.key }], scopes: [{ name: 'sandkasse:x', description: 'x' }] },
      ['idporten:dcr.write idporten:scopes.write'],
    ],
  ])('decides what the token of %s is asked for: %j', async (verb, file, scopes) => {
    const { plan, apply } = benchWith(file)
    expect(scopesAsked(await (verb === 'plan' ? plan() : apply()))).toEqual(scopes)
  })
})
