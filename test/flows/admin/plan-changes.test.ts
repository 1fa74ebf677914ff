import { describe, expect, it } from 'vitest'
import { toSteps } from '../../../src/flows/admin/apply-steps.js'
import { type Change, planChanges } from '../../../src/flows/admin/plan-changes.js'
import type { Present } from '../../../src/flows/admin/plan-present.js'
import type { Wanted } from '../../../src/profiles/wanted-file.js'
import type { WantedClient, WantedScope } from '../../../src/profiles/wanted-shape.js'
import type { JsonObject } from '../../../src/protocol/json-body.js'
import { codeOf } from '../../support/failure.js'
import { oneOf, randomFrom } from '../../support/random.js'

const EMPTY: Wanted = { clients: [], scopes: [], access: [] }
const NOTHING: Present = { clients: [], scopes: new Map(), access: new Map() }

const CLIENT = {
  client_id: 'id-1',
  client_name: 'a',
  description: 'A',
  scopes: ['x:a', 'x:b'],
  access_token_lifetime: 60,
  redirect_uris: ['https://a.example'],
}
const object = { type: 'client', name: 'a', id: 'id-1' }

/** The changes of one client that is there. */
function ofClient(wanted: WantedClient, present: JsonObject = CLIENT): Change[] {
  return planChanges({ ...EMPTY, clients: [wanted] }, { ...NOTHING, clients: [present] })
}

/** The changes of one scope that is there. */
function ofScope(wanted: Omit<WantedScope, 'name'>, present: JsonObject): Change[] {
  const scopes = new Map([['x:a', { name: 'x:a', ...present }]])
  return planChanges({ ...EMPTY, scopes: [{ name: 'x:a', ...wanted }] }, { ...NOTHING, scopes })
}

describe('the plan for a client', () => {
  it.each<[string, WantedClient]>([
    ['its name alone', { name: 'a' }],
    ['its id alone', { id: 'id-1' }],
    ['all of it', { name: 'a', description: 'A', scopes: ['x:a', 'x:b'], accessTokenLifetime: 60 }],
    ['its scopes in another order', { name: 'a', scopes: ['x:b', 'x:a'] }],
  ])('is empty where the file tells %s as it is', (_, wanted) => {
    expect(ofClient(wanted)).toEqual([])
  })

  it.each<[WantedClient, Change[]]>([
    [{ id: 'id-1', name: 'b' }, [{ kind: 'change', object, member: 'name', from: 'a', to: 'b' } as Change]],
    [
      { name: 'a', description: 'B' },
      [{ kind: 'change', object, member: 'description', from: 'A', to: 'B' } as Change],
    ],
    [
      { name: 'a', accessTokenLifetime: 0 },
      [{ kind: 'change', object, member: 'accessTokenLifetime', from: 60, to: 0 } as Change],
    ],
    [
      { name: 'a', scopes: ['x:c', 'x:a'] },
      [
        { kind: 'add', object, member: 'scopes', to: 'x:c' } as Change,
        { kind: 'extra', object, member: 'scopes', from: 'x:b' } as Change,
      ],
    ],
  ])('tells what is different: %j', (wanted, changes) => {
    expect(ofClient(wanted)).toEqual(changes)
  })

  it('takes what the API leaves out for nothing', () => {
    const bare = { client_id: 'id-1', client_name: 'a' }
    expect(ofClient({ name: 'a', scopes: [], accessTokenLifetime: 0 }, bare)).toEqual([])
    expect(
      ofClient({ name: 'a', description: 'A', scopes: ['x:a'] }, { ...bare, description: null }),
    ).toEqual([
      { kind: 'change', object, member: 'description', to: 'A' },
      { kind: 'add', object, member: 'scopes', to: 'x:a' },
    ])
  })

  it('makes one that is not there, of all that is told', () => {
    const told = { description: 'A', scopes: ['x:a'], accessTokenLifetime: 9 }
    expect(planChanges({ ...EMPTY, clients: [{ name: 'a', ...told }] }, NOTHING)).toEqual([
      { kind: 'create', object: { type: 'client', name: 'a' }, to: told },
    ])
  })

  it.each([{ description: 'A' }, { scopes: [] }, {}])('makes none of %j', (told) => {
    const plan = () => planChanges({ ...EMPTY, clients: [{ name: 'a', ...told }] }, NOTHING)
    expect(codeOf(plan)).toBe('MP_WANTED_INVALID')
    expect(plan).toThrow(
      /^client "a" is not there, and to make it the file must tell its (description|scopes)/,
    )
  })
})

describe('the plan for a scope', () => {
  it.each<[keyof WantedScope, string, unknown, unknown]>([
    ['description', 'description', 'a', 'b'],
    ['longDescription', 'long_description', 'a', 'b'],
    ['visibility', 'visibility', 'PUBLIC', 'PRIVATE'],
    ['tokenType', 'token_type', 'OPAQUE', 'SELF_CONTAINED'],
    ['allowedIntegrationTypes', 'allowed_integration_types', ['krr'], ['krr', 'maskinporten']],
    ['atMaxAge', 'at_max_age', 10, 20],
    ['authorizationMaxLifetime', 'authorization_max_lifetime', 10, 0],
    ['delegationSource', 'delegation_source', 'https://a', 'https://b'],
    ['accessibleForAll', 'accessible_for_all', true, false],
    ['requiresUserConsent', 'requires_user_consent', false, true],
    ['requiresUserAuthentication', 'requires_user_authentication', false, true],
    ['requiresPseudonymousTokens', 'requires_pseudonymous_tokens', false, true],
  ])('compares %s with %s', (member, field, from, to) => {
    const scope = { type: 'scope', name: 'x:a' }
    expect(ofScope({ [member]: to }, { [field]: from })).toEqual([
      { kind: 'change', object: scope, member, from, to },
    ])
    expect(ofScope({ [member]: to }, { [field]: to })).toEqual([])
    expect(ofScope({}, { [field]: from })).toEqual([])
  })

  it('has no order for integration types', () => {
    const present = { allowed_integration_types: ['krr', 'maskinporten'] }
    expect(ofScope({ allowedIntegrationTypes: ['maskinporten', 'krr'] }, present)).toEqual([])
  })

  it('makes none without a description', () => {
    const plan = () => planChanges({ ...EMPTY, scopes: [{ name: 'x:a', atMaxAge: 1 }] }, NOTHING)
    expect(plan).toThrow('scope "x:a" is not there, and to make it the file must tell its description')
  })
})

describe('the order of a plan', () => {
  it('is scopes, clients, access, and what goes, whatever the file’s', () => {
    const wanted: Wanted = {
      access: [{ scope: 'x:a', consumers: ['1'] }],
      clients: [
        { name: 'a', scopes: ['x:n'] },
        { name: 'n', description: 'N', scopes: [] },
      ],
      scopes: [{ name: 'x:n', description: 'N' }],
    }
    const present = { ...NOTHING, clients: [CLIENT, undefined], access: new Map([['x:a', ['2']]]) }
    const order = planChanges(wanted, present).map(({ kind, object: { type } }) => `${kind} ${type}`)
    expect(order).toEqual([
      'create scope',
      'add client',
      'create client',
      'add access',
      'extra client',
      'extra client',
      'extra access',
    ])
  })

  it('is that of its steps: one for each object, one for each organisation, and one for what goes', () => {
    const changes = [
      ...ofClient({ name: 'a', description: 'B', scopes: ['x:c'] }),
      ...planChanges(
        { ...EMPTY, access: [{ scope: 'x:a', consumers: ['1', '2'] }] },
        { ...NOTHING, access: new Map([['x:a', ['3']]]) },
      ),
    ]
    const steps = (prune: boolean) =>
      toSteps(changes, { prune }).map(({ kind, changes: own }) => [kind, ...own.map((one) => one.kind)])
    expect(steps(false)).toEqual([
      ['change', 'change', 'add'],
      ['change', 'add'],
      ['change', 'add'],
    ])
    expect(steps(true).toSorted()).toEqual(
      [...steps(false), ['remove', 'extra', 'extra'], ['remove', 'extra']].toSorted(),
    )
  })
})

/** A register in the words of the API, to be changed by the letter of a plan. */
interface World {
  clients: Map<string, JsonObject>
  scopes: Map<string, JsonObject>
  access: Map<string, string[]>
}

const NAMES = ['a', 'b', 'c', 'd']
const SCOPES = ['x:a', 'x:b', 'x:c', 'x:d']
const TEXTS = ['en', 'to', 'tre']
const WIRE: Record<string, string> = {
  name: 'client_name',
  description: 'description',
  accessTokenLifetime: 'access_token_lifetime',
  atMaxAge: 'at_max_age',
  accessibleForAll: 'accessible_for_all',
  scopes: 'scopes',
}

/** Each item by the toss of a coin. */
function some<T>(random: () => number, items: readonly T[]): T[] {
  return items.filter(() => random() < 0.5)
}

function randomWorld(random: () => number): World {
  const text = () => oneOf(random, TEXTS)
  const client = (name: string) => ({
    ...{ client_id: `id-${name}`, client_name: name, description: text(), scopes: some(random, SCOPES) },
    ...(random() < 0.5 && { access_token_lifetime: oneOf(random, [0, 60]) }),
    extra: text(),
  })
  const scope = (name: string) => ({
    ...{ name, description: text(), extra: text() },
    ...(random() < 0.5 && { at_max_age: oneOf(random, [0, 60]) }),
    ...(random() < 0.5 && { accessible_for_all: random() < 0.5 }),
  })
  return {
    clients: new Map(some(random, NAMES).map((name) => [name, client(name)])),
    scopes: new Map(some(random, SCOPES).map((name) => [name, scope(name)])),
    access: new Map(SCOPES.map((name) => [name, some(random, ['1', '2', '3'])])),
  }
}

function randomWanted(random: () => number): Wanted {
  const text = () => oneOf(random, TEXTS)
  return {
    clients: some(random, NAMES).map((name) => ({
      ...{ name, description: text(), scopes: some(random, SCOPES) },
      ...(random() < 0.5 && { accessTokenLifetime: oneOf(random, [0, 60]) }),
    })),
    scopes: some(random, SCOPES).map((name) => ({
      ...{ name, description: text() },
      ...(random() < 0.5 && { atMaxAge: oneOf(random, [0, 60]) }),
      ...(random() < 0.5 && { accessibleForAll: random() < 0.5 }),
    })),
    access: some(random, SCOPES).map((scope) => ({ scope, consumers: some(random, ['1', '2', '3']) })),
  }
}

function presentOf({ clients, scopes, access }: World, wanted: Wanted): Present {
  return { clients: wanted.clients.map(({ name = '' }) => clients.get(name)), scopes, access }
}

/** The world as it is after a change, by the words of the change alone. */
function make(world: World, { kind, object: { type, name }, member = '', from, to }: Change): void {
  if (type === 'access') {
    const consumers = world.access.get(name) ?? []
    world.access.set(name, kind === 'add' ? [...consumers, `${to}`] : consumers.filter((one) => one !== from))
    return
  }
  const objects = type === 'client' ? world.clients : world.scopes
  if (kind === 'create') {
    const members = Object.entries(to as object).map(([told, value]) => [WIRE[told] ?? told, value])
    objects.set(name, { client_id: `id-${name}`, client_name: name, ...Object.fromEntries(members) })
    return
  }
  const present = objects.get(name) ?? {}
  const field = WIRE[member] ?? member
  const list = [present[field] ?? []].flat()
  const value = { change: to, add: [...list, to], extra: list.filter((one) => one !== from) }[kind]
  objects.set(name, { ...present, [field]: value })
}

describe('five hundred generated files against as many worlds', () => {
  it('are met by their own plans, which touch nothing else', () => {
    const random = randomFrom(20261121)
    const seen: Record<Change['kind'], number> = { create: 0, change: 0, add: 0, extra: 0 }
    for (let turn = 0; turn < 500; turn++) {
      const [world, wanted] = [randomWorld(random), randomWanted(random)]
      const before = structuredClone(world)
      const changes = planChanges(wanted, presentOf(world, wanted))
      for (const { kind } of changes) seen[kind]++
      const planned = () => planChanges(wanted, presentOf(world, wanted))
      const extras = changes.filter(({ kind }) => kind === 'extra')

      for (const change of changes.filter(({ kind }) => kind !== 'extra')) make(world, change)
      expect(planned()).toEqual(extras)
      for (const change of extras) make(world, change)
      expect(planned()).toEqual([])

      for (const name of NAMES.filter((one) => !wanted.clients.some((client) => client.name === one)))
        expect(world.clients.get(name)).toEqual(before.clients.get(name))
      for (const name of SCOPES.filter((one) => !wanted.scopes.some((scope) => scope.name === one)))
        expect(world.scopes.get(name)).toEqual(before.scopes.get(name))
      for (const name of SCOPES.filter((one) => !wanted.access.some(({ scope }) => scope === one)))
        expect(world.access.get(name)).toEqual(before.access.get(name))
      for (const [name, { extra }] of before.clients) expect(world.clients.get(name)?.extra).toBe(extra)
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300)
  })
})
