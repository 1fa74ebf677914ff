import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachSandbox, sandboxOptions } from '../../../src/commands/attach-sandbox.js'
import { MpError } from '../../../src/errors.js'
import type { Host } from '../../../src/host.js'
import type { Handler } from '../../../src/sandbox/answer.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { openState, rereadState } from '../../../src/sandbox/store.js'
import { requestFor } from '../support/api-bench.js'
import { type Bench, NOW, ORIGIN, openBench } from '../support/bench.js'
import { nodeFiles, scratch } from '../support/files.js'
import { ADMIN, CLIENT, type Json, jwk } from './support/desk.js'

let bench: Bench
let fresh: string

beforeAll(async () => {
  bench = await openBench()
  fresh = readFileSync(bench.state.paths.state, 'utf8')
}, 60_000)
beforeEach(() => writeFileSync(bench.state.paths.state, fresh))
afterAll(() => bench.remove())

const world = { now: () => NOW, newId: randomUUID, files: nodeFiles } as unknown as Host

function reopened() {
  return openState(nodeFiles, join(bench.state.paths.trusted, '..'), {
    ...world,
    make: () => Promise.reject(new Error('it should have been kept')),
  })
}

/** A process with a sandbox of its own over the one folder. */
async function sandbox(): Promise<{
  handle: Handler
  ask(method: string, path: string, body?: unknown): Promise<Json>
}> {
  const handle = createSandbox(sandboxOptions(ORIGIN, await reopened(), world))
  const ask = async (method: string, path: string, body?: unknown) => {
    const bought = await handle(bench.ask({ claims: { scope: ADMIN } }))
    const { access_token } = JSON.parse(bought.body)
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    return JSON.parse(
      (await handle(requestFor(`/api/v1${path}`, access_token, { method, headers, ...sent }))).body,
    )
  }
  return { handle, ask }
}

describe('what the self-service API changes', () => {
  it('is there for the next process, all of it', async () => {
    const first = await sandbox()
    const { client_id } = await first.ask('POST', '/clients', {
      ...CLIENT,
      client_uri: 'https://demo.example',
    })
    await first.ask('POST', `/clients/${client_id}/jwks`, { keys: [jwk('k1')] })
    await first.ask('POST', `/clients/${client_id}/onbehalfof`, { onbehalfof: 'kunde', name: 'Kunde' })
    await first.ask('POST', '/scopes', {
      prefix: 'demo',
      subscope: 'x',
      description: 'x',
      visibility: 'PRIVATE',
    })
    await first.ask('PUT', '/scopes/access/313725138?scope=demo:x')
    await first.ask('PUT', '/scopes/access/310904473?scope=demo:x')
    await first.ask('DELETE', '/scopes/access/310904473?scope=demo:x')
    const second = await sandbox()
    for (const path of [
      '/clients',
      `/clients/${client_id}/jwks`,
      `/clients/${client_id}/onbehalfof`,
      '/scopes',
      '/scopes/access?inactive=true',
    ]) {
      const seen = await second.ask('GET', path)
      expect(seen).toEqual(await first.ask('GET', path))
      expect(JSON.stringify(seen)).not.toBe('[]')
    }
    expect((await reopened()).paths).toEqual(bench.state.paths)
  })

  it('loses nothing that another process has changed meanwhile', async () => {
    const [one, two] = [await sandbox(), await sandbox()]
    const first = await one.ask('POST', '/clients', CLIENT)
    const second = await two.ask('POST', '/clients', CLIENT)
    const ids = (list: Json) => (list as unknown as Json[]).map(({ client_id }) => client_id)
    for (const { ask } of [one, two, await sandbox()]) {
      expect(ids(await ask('GET', '/clients'))).toEqual(
        expect.arrayContaining([first.client_id, second.client_id]),
      )
    }
  })

  it('is not kept where it was refused', async () => {
    const { ask } = await sandbox()
    await ask('POST', '/clients', { ...CLIENT, scopes: ['no:such'] })
    expect(readFileSync(bench.state.paths.state, 'utf8')).toBe(fresh)
  })
})

describe('a state that is read again', () => {
  it.each<[string, () => void]>([
    ['is gone', () => rmSync(bench.state.paths.state)],
    ['is damaged', () => writeFileSync(bench.state.paths.state, '{"version":1')],
  ])('stays as it is where its file %s', async (_, harm) => {
    const state = await reopened()
    const before = structuredClone(state)
    harm()
    rereadState(nodeFiles, state)
    expect(state).toEqual(before)
  })

  it('has what the file has, and its own paths', async () => {
    const state = await reopened()
    const { paths } = structuredClone(state)
    writeFileSync(state.paths.state, fresh.replaceAll('Sandkasse med', 'Kasse med'))
    rereadState(nodeFiles, state)
    expect(state.clients[0]).toMatchObject({ client_name: 'Kasse med virksomhetssertifikat' })
    expect(state.paths).toEqual(paths)
  })
})

describe('a sandbox that lasts as long as a command', () => {
  const folder = scratch()
  afterAll(folder.remove)

  it('has its self-service API where it listens', { timeout: 60_000 }, async () => {
    const sender = () => () => Promise.reject(new MpError('MP_UNREACHABLE', 'nothing is running'))
    const host = { ...world, sender, home: '/nowhere', env: { XDG_STATE_HOME: folder.dir } }
    const { environment, release } = await attachSandbox(undefined, host as unknown as Host, 'reach')
    const response = await fetch(`${environment.selfservice}/delegationsources`)
    expect(response.status).toBe(200)
    await response.text()
    await release()
    expect(environment.selfservice).toBe(`${environment.samples}/api/v1`)
  })
})

describe('the scopes of an administrator', () => {
  it('can all be had by the clients that come with the sandbox', async () => {
    const { handle } = await sandbox()
    const scope = `${ADMIN} idporten:dcr.modify idporten:dcr.supplier idporten:scopes.read`
    for (const as of ['certificate', 'key', 'supplier'] as const) {
      expect((await handle(bench.ask({ as, claims: { scope } }))).status, as).toBe(200)
    }
  })
})
