import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxOptions } from '../../../../src/commands/attach-sandbox.js'
import type { Host } from '../../../../src/host.js'
import { CLIENT_IDS, CONSUMER, makeRegistry } from '../../../../src/sandbox/registry.js'
import { createSandbox } from '../../../../src/sandbox/routes.js'
import { openState, resetState } from '../../../../src/sandbox/store.js'
import { requestFor } from '../../support/api-bench.js'
import { type Bench, NOW, ORIGIN, openBench } from '../../support/bench.js'
import { nodeFiles } from '../../support/files.js'
import {
  CUSTOMER,
  GOOD_REQUEST,
  GOOD_SYSTEM,
  type Json,
  REGISTER,
  REQUEST,
  SCOPES,
} from './support/vendor.js'

let bench: Bench
let fresh: string

beforeAll(async () => {
  bench = await openBench()
  fresh = readFileSync(bench.state.paths.state, 'utf8')
}, 60_000)
beforeEach(() => writeFileSync(bench.state.paths.state, fresh))
afterAll(() => bench.remove())

const world = { now: () => NOW, newId: randomUUID, files: nodeFiles } as unknown as Host
const folder = () => join(bench.state.paths.trusted, '..')

/** A process with a sandbox of its own over the one folder. */
async function sandbox() {
  const make = () => Promise.reject(new Error('it should have been kept'))
  const state = await openState(nodeFiles, folder(), { ...world, make })
  const handle = createSandbox(sandboxOptions(ORIGIN, state, world))
  const ask = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const { register, write, read } = SCOPES
    const bought = await handle(bench.ask({ claims: { scope: [register, write, read].join(' ') } }))
    const { access_token } = JSON.parse(bought.body)
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const url = `/authentication/api/v1${path}`
    return JSON.parse((await handle(requestFor(url, access_token, { method, headers, ...sent }))).body)
  }
  const decide = (confirmUrl: unknown, decision: string) =>
    handle({
      method: 'POST',
      url: `${confirmUrl}`,
      headers: { host: '127.0.0.1:8473', 'content-type': 'application/x-www-form-urlencoded' },
      body: `decision=${decision}`,
    })
  const token = async (as: 'certificate' | 'key' = 'key') => {
    const detail = {
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER}` },
      externalRef: GOOD_REQUEST.externalRef,
    }
    const grant = bench.ask({ as, claims: { authorization_details: [detail] } })
    const { status, headers } = await handle(grant)
    return `${status} ${headers['mp-sandbox-rule'] ?? 'token'}`
  }
  return { state, ask, decide, token }
}

describe('systems, requests and decisions', () => {
  it('are there for every other process, those that began before among them', async () => {
    const [first, second] = [await sandbox(), await sandbox()]
    await first.ask('POST', REGISTER, GOOD_SYSTEM)
    const { confirmUrl, id } = await second.ask('POST', REQUEST, GOOD_REQUEST)
    expect(await first.ask('GET', `${REQUEST}/${id}`)).toMatchObject({ status: 'New' })
    await first.decide(confirmUrl, 'approve')
    expect(await second.token()).toBe('200 token')
    expect(await second.ask('GET', `${REQUEST}/${id}`)).toMatchObject({ status: 'Accepted' })
    expect(await (await sandbox()).token()).toBe('200 token')
  })

  it('make a system user whom only the system’s own clients have tokens for', async () => {
    const { ask, decide, token } = await sandbox()
    await ask('POST', REGISTER, GOOD_SYSTEM)
    const { confirmUrl } = await ask('POST', REQUEST, GOOD_REQUEST)
    expect(await token()).toBe('400 details.system-user')
    await decide(confirmUrl, 'approve')
    expect([await token(), await token('certificate')]).toEqual(['200 token', '400 details.system-user'])
    await ask('PUT', `${REGISTER}/${GOOD_SYSTEM.id}`, { ...GOOD_SYSTEM, clientId: [CLIENT_IDS.certificate] })
    expect([await token(), await token('certificate')]).toEqual(['400 details.system-user', '200 token'])
    await ask('DELETE', `${REGISTER}/${GOOD_SYSTEM.id}`)
    expect(await token('certificate')).toBe('400 details.system-user')
  })

  it('are put back by a reset', async () => {
    const { ask } = await sandbox()
    await ask('POST', REGISTER, GOOD_SYSTEM)
    await ask('POST', REQUEST, GOOD_REQUEST)
    resetState(nodeFiles, folder(), NOW)
    const { systems, system_requests } = makeRegistry(NOW)
    expect((await sandbox()).state).toMatchObject({ systems, system_requests })
  })

  it('come to a state of an earlier mp, which had none, and leave its system users alone', async () => {
    const stored = JSON.parse(fresh)
    const { systems: _, system_requests: __, ...earlier } = stored.state
    earlier.system_users = earlier.system_users.slice(1)
    writeFileSync(bench.state.paths.state, JSON.stringify({ ...stored, edition: 3, state: earlier }))
    const { state, ask } = await sandbox()
    expect(state.systems).toEqual(makeRegistry(NOW).systems)
    expect(state.system_users).toMatchObject([{ systemuser_org: CONSUMER, externalRef: 'kontrakt-42' }])
    await ask('POST', REGISTER, GOOD_SYSTEM)
    expect((await sandbox()).state.systems.map(({ id }) => id)).toContain(GOOD_SYSTEM.id)
  })
})
