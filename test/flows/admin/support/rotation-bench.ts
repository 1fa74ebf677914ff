import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { RefusedError } from '../../../../src/errors.js'
import { listKeys } from '../../../../src/flows/admin/keys.js'
import {
  type Rotated,
  type RotationPorts,
  type RotationStep,
  type RotationWish,
  rotateKey,
} from '../../../../src/flows/admin/rotate-key.js'
import { adminSession } from '../../../../src/flows/admin/session.js'
import { holdToken } from '../../../../src/flows/hold-token.js'
import { obtainToken } from '../../../../src/flows/obtain-token.js'
import type { Files } from '../../../../src/host.js'
import { privateJwk, publicJwk } from '../../../../src/keys/write/jwk.js'
import type { Send } from '../../../../src/protocol/http.js'
import { CLIENT_IDS, makeRegistry } from '../../../../src/sandbox/registry.js'
import { createSandbox } from '../../../../src/sandbox/routes.js'
import type { Client, RegisteredKey } from '../../../../src/sandbox/state.js'
import { openApiBench } from '../../../sandbox/support/api-bench.js'
import { ISSUER, NOW, ORIGIN } from '../../../sandbox/support/bench.js'
import { privateKey as adminKey } from '../../../support/keys.js'
import { type MemoryFiles, memoryFiles, tokenPorts } from '../../../support/ports.js'

export const CLIENT = 'target-client'
export const SCOPE = 'brreg:losore/utlegg'
export const OLD = '/keys/old.json'
export const NEW = '/keys/new.json'
export const YEAR = 365 * 24 * 60 * 60

const bench = openApiBench()
const [oldKey, newKey] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
if (!oldKey || !newKey) throw new Error('expected two keys')
export const keys = { old: oldKey, fresh: newKey, admin: adminKey }

export function registered(kid: string, key: KeyObject, exp = NOW + YEAR): RegisteredKey {
  return { ...publicJwk(key, { kid, alg: 'RS256' }), kid, exp } as unknown as RegisteredKey
}

export function fileOf(key: KeyObject, kid: string): string {
  return JSON.stringify(privateJwk(key, { kid, alg: 'RS256' }))
}

/** A sandbox with a client to administer with and one to rotate the key of, and a disk. Its clock moves by pauses alone. */
export interface RotationBench {
  /** Straight to the sandbox: nothing fails. */
  send: Send
  disk: MemoryFiles
  /** The client as it was at first. */
  client: Client
  steps: RotationStep[]
  pauses: number[]
  /** The kids of the keys made. */
  made: string[]
  /** One run, as a process of its own would make it. */
  run(wish?: Partial<RotationWish>, ports?: { send?: Send; files?: Files }): Promise<Rotated>
  /** Someone else replaces what is registered. */
  replace(keys: readonly object[]): Promise<void>
  /** What is registered, as the API tells. */
  registered(): Promise<Record<string, unknown>[]>
  /** Their kids. */
  kids(): Promise<unknown[]>
  /** The files whose key gives a token now. */
  working(): Promise<string[]>
}

export function openRotation(old: readonly RegisteredKey[] = [registered('old', keys.old)]): RotationBench {
  const registry = makeRegistry(NOW)
  const own = registry.clients.find(({ client_id }) => client_id === CLIENT_IDS.key)
  if (!own) throw new Error('expected a client')
  own.keys = [registered('admin', keys.admin)]
  const client: Client = { ...structuredClone(own), client_id: CLIENT, scopes: [SCOPE], keys: [...old] }
  const paths = { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} }
  const state = { ...bench.court.state, ...registry, clients: [...registry.clients, client], paths }
  let milliseconds = 0
  const now = () => NOW + Math.floor(milliseconds / 1000)
  const handle = createSandbox({ state, origin: ORIGIN, now, newId: randomUUID })
  const send: Send = async (request) => handle(request)
  const disk = memoryFiles({ [OLD]: fileOf(keys.old, 'old') })
  const steps: RotationStep[] = []
  const pauses: number[] = []
  const made: string[] = []

  const ports = (more: { send?: Send; files?: Files }): RotationPorts => ({
    ...tokenPorts(send),
    environment: { name: 'sandbox', issuer: ISSUER },
    files: disk,
    now,
    milliseconds: () => milliseconds,
    newId: randomUUID,
    pause: async (length) => {
      pauses.push(length)
      milliseconds += length
    },
    makeKey: async () => {
      const kid = `new-${made.length + 1}`
      made.push(kid)
      return { kid, text: fileOf(keys.fresh, kid) }
    },
    say: (step) => void steps.push(step),
    ...more,
  })
  const session = (over: Send) =>
    adminSession({
      base: `${ORIGIN}/api/v1`,
      send: over,
      token: holdToken(async () => {
        const token = await tokenWith('admin', keys.admin, CLIENT_IDS.key, 'idporten:dcr.write', over)
        return { ...token, expiresAt: now() + token.expiresIn }
      }, now),
    })

  function tokenWith(kid: string, privateKey: KeyObject, clientId: string, scope: string, over: Send) {
    const grant = { audience: ISSUER, clientId, scopes: [scope], lifetime: 60 }
    const key = { privateKey, kid, certificates: [] }
    return obtainToken(
      { grant, key, alg: 'RS256', endpoint: `${ORIGIN}/token` },
      tokenPorts(over, { now, newId: randomUUID }),
    )
  }

  async function works(path: string, key: KeyObject): Promise<boolean> {
    const bytes = disk.read(path)
    if (bytes === undefined) return false
    const { kid, d } = JSON.parse(Buffer.from(bytes).toString())
    expectPrivate(d)
    return tokenWith(kid, key, CLIENT, SCOPE, send).then(
      () => true,
      (error: unknown) => {
        if (error instanceof RefusedError) return false
        throw error
      },
    )
  }

  return {
    send,
    disk,
    client: state.clients.at(-1) as Client,
    steps,
    pauses,
    made,
    run: (wish = {}, more = {}) =>
      rotateKey(
        session(more.send ?? send),
        { client: CLIENT, file: { path: NEW, label: 'new.json' }, removeOld: false, wait: 180, ...wish },
        ports(more),
      ),
    replace: async (set) => {
      const path = ['clients', CLIENT, 'jwks']
      await session(send).send({ method: 'POST', path, body: { keys: set } })
    },
    registered: async () => (await listKeys(session(send), CLIENT)).keys,
    kids: async () => (await listKeys(session(send), CLIENT)).keys.map(({ kid }) => kid),
    working: async () => {
      const files = [OLD, NEW] as const
      const found = await Promise.all([works(OLD, keys.old), works(NEW, keys.fresh)])
      return files.filter((_, at) => found[at])
    },
  }
}

function expectPrivate(d: unknown): void {
  if (typeof d !== 'string') throw new Error('expected a private half on the disk')
}
