import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catchUp } from '../../src/sandbox/catch-up.js'
import { CONSUMER, makeRegistry } from '../../src/sandbox/registry.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import type { SandboxState } from '../../src/sandbox/state.js'
import { type OpenState, openState, saveState } from '../../src/sandbox/store.js'
import { type Bench, NOW, ORIGIN, openBench } from './support/bench.js'
import { nodeFiles } from './support/files.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

const NEW_SCOPE = 'krr:global/digitalpost.read'

function without(state: SandboxState, name: string): SandboxState {
  return {
    ...state,
    scopes: state.scopes.filter((scope) => scope.name !== name),
    access: state.access.filter(({ scope }) => scope !== name),
    delegations: state.delegations.filter(({ scope }) => scope !== name),
    clients: state.clients.map((client) => ({
      ...client,
      scopes: client.scopes.filter((it) => it !== name),
    })),
  }
}

const fresh = (): SandboxState => ({ ...bench.state, ...makeRegistry(NOW) })

/** The state's file as an mp wrote it that knew neither editions nor this scope. */
function age(state: OpenState): void {
  const stored = JSON.parse(readFileSync(state.paths.state, 'utf8'))
  delete stored.edition
  writeFileSync(state.paths.state, JSON.stringify({ ...stored, state: without(stored.state, NEW_SCOPE) }))
}

const reopened = () =>
  openState(nodeFiles, `${bench.state.paths.trusted}/..`, {
    now: () => NOW,
    newId: () => 'id',
    make: () => Promise.reject(new Error('it should have been kept')),
  })

describe('a state of an earlier mp', () => {
  it('gets a token for a scope that has come since, with the keys it has', async () => {
    age(bench.state)
    const state = await reopened()
    expect(state.issuer_keys).toEqual(bench.state.issuer_keys)
    const sandbox = createSandbox({ state, origin: ORIGIN, now: () => NOW, newId: () => 'id' })
    for (const as of ['certificate', 'key'] as const) {
      const response = await sandbox(bench.ask({ as, claims: { scope: NEW_SCOPE } }))
      expect(response.status, response.body).toBe(200)
    }
    const delegated = bench.ask({ as: 'supplier', claims: { scope: NEW_SCOPE, consumer_org: CONSUMER } })
    expect((await sandbox(delegated)).status).toBe(200)
  })

  it('is of this edition once it is saved, and what is taken away from then on stays away', async () => {
    age(bench.state)
    const state = await reopened()
    saveState(nodeFiles, state)
    expect(await reopened()).toEqual(state)
    const changed = { ...state, ...without(state, NEW_SCOPE) }
    saveState(nodeFiles, changed)
    expect((await reopened()).scopes.map(({ name }) => name)).not.toContain(NEW_SCOPE)
  })
})

describe('catching up', () => {
  it('makes the registry whole again', () => {
    const sorted = ({ scopes, access, delegations, clients }: SandboxState) => ({
      scopes: scopes.map(({ name }) => name).toSorted(),
      access: access.map((it) => JSON.stringify(it)).toSorted(),
      delegations: delegations.map((it) => JSON.stringify(it)).toSorted(),
      clients: clients.map((client) => client.scopes.toSorted()),
    })
    for (const name of [NEW_SCOPE, 'altinn:broker.read']) {
      expect(sorted(catchUp(without(fresh(), name)))).toEqual(sorted(fresh()))
    }
  })

  it('changes nothing where nothing is new, whatever was taken away', () => {
    const state = fresh()
    const [client] = state.clients
    client?.scopes.splice(0, 3)
    const less = { ...state, access: [], delegations: [] }
    expect(catchUp(structuredClone(less))).toEqual(less)
  })

  it('gives clients of the person’s own nothing', () => {
    const [client] = fresh().clients
    const own = { ...client, client_id: 'mine', scopes: ['a:b'] } as SandboxState['clients'][number]
    const state = without(fresh(), NEW_SCOPE)
    const caughtUp = catchUp({ ...state, clients: [...state.clients, own] })
    expect(caughtUp.clients.at(-1)).toEqual(own)
  })
})
