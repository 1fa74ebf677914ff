import { describe, expect, it } from 'vitest'
import { MpError } from '../../../src/errors.js'
import { privateJwk } from '../../../src/keys/write/jwk.js'
import type { HttpRequest, HttpResponse, Send } from '../../../src/protocol/http.js'
import { NOW, ORIGIN } from '../../sandbox/support/bench.js'
import { rejectionOf } from '../../support/failure.js'
import { Killed, mortalFiles } from '../../support/mortal-files.js'
import { jsonResponse } from '../../support/responses.js'
import {
  CLIENT,
  fileOf,
  keys,
  NEW,
  OLD,
  openRotation,
  type RotationBench,
  registered,
  SCOPE,
  YEAR,
} from './support/rotation-bench.js'

/** What a whole rotation sends, in order. */
const REQUESTS = [
  'POST /token',
  'GET /clients/target-client',
  'GET /.well-known/oauth-authorization-server',
  'GET /clients/target-client/jwks',
  'GET /clients/target-client/jwks',
  'GET /clients/target-client/jwks',
  'POST /clients/target-client/jwks',
  'POST /token',
  'GET /clients/target-client/jwks',
  'GET /clients/target-client/jwks',
  'POST /clients/target-client/jwks',
  'POST /token',
] as const

const FIRST_PROOF = 8
const REGISTRATION = 7
const RETIREMENT = 11

function named({ method, url }: HttpRequest): string {
  return `${method} ${url.slice(ORIGIN.length).replace('/api/v1', '')}`
}

function watched({ send }: Pick<RotationBench, 'send'>) {
  const requests: HttpRequest[] = []
  const watching: Send = (request) => {
    requests.push(request)
    return send(request)
  }
  return { requests, send: watching }
}

type Fault = (request: HttpRequest, send: Send) => Promise<HttpResponse>

const unreachable = () => new MpError('MP_UNREACHABLE', 'the connection broke')

/** What can befall one request. `dies`: nothing happens in this process any more. */
const FAULTS: readonly [name: string, fault: Fault, dies: boolean][] = [
  ['is refused a connection', () => Promise.reject(unreachable()), false],
  [
    'is cut off after it was done',
    async (request, send) => {
      await send(request)
      throw unreachable()
    },
    false,
  ],
  ['is answered with 403', async ({ url }) => refused(url), false],
  ['is answered with 500', async () => ({ status: 500, headers: {}, body: 'down' }), false],
  [
    'is done and answered with nonsense',
    async (request, send) => {
      await send(request)
      return { status: 200, headers: {}, body: '<html>' }
    },
    false,
  ],
  ['never leaves, as the process is killed', () => Promise.reject(new Killed()), true],
  [
    'is done, and the process is killed',
    async (request, send) => {
      await send(request)
      throw new Killed()
    },
    true,
  ],
]

function refused(url: string): HttpResponse {
  const oauth = { error: 'invalid_grant', error_description: 'Invalid JWT signature' }
  const api = { status: 403, errors: [{ errorMessage: 'no' }] }
  return url.endsWith('/token') ? jsonResponse(oauth, 400) : jsonResponse(api, 403)
}

/** A way to the sandbox on which the nth request meets a fault; where the process dies, none follows it. */
function faulty(bench: RotationBench, nth: number, fault: Fault, dies: boolean): Send {
  let count = 0
  return (request) => {
    count++
    if (dies && count > nth) return Promise.reject(new Killed())
    return count === nth ? fault(request, bench.send) : bench.send(request)
  }
}

/** The same wish again ends well, with the new key alone, which is the one that lies on the disk. */
async function expectGoodEnd(bench: RotationBench): Promise<void> {
  const { kid } = await bench.run({ removeOld: true })
  expect(await bench.kids()).toEqual([kid])
  expect(await bench.working()).toEqual([NEW])
  expect(JSON.parse(Buffer.from(bench.disk.read(NEW) ?? '').toString()).kid).toBe(kid)
  expect([...bench.disk.kept.keys()]).toEqual([OLD, NEW])
}

describe('an interruption of a rotation leaves a working key, and the same again ends well', () => {
  it('has a row for every request', async () => {
    const bench = openRotation()
    const { requests, send } = watched(bench)
    await bench.run({ removeOld: true }, { send })
    expect(requests.map(named)).toEqual(REQUESTS)
    await expectGoodEnd(bench)
  })

  const rows = REQUESTS.flatMap((request, at) =>
    FAULTS.map(([name, fault, dies]) => ({ nth: at + 1, request, name, fault, dies })),
  )
  it.each(rows)('when request $nth, $request, $name', async ({ nth, fault, dies }) => {
    const bench = openRotation()
    const send = faulty(bench, nth, fault, dies)
    const error = await bench.run({ removeOld: true }, { send }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(dies ? Killed : MpError)
    const working = await bench.working()
    expect(working).not.toEqual([])
    if (nth < RETIREMENT) expect(working).toContain(OLD)
    if (nth >= FIRST_PROOF) expect(working).toContain(NEW)
    if (nth < REGISTRATION) expect(await bench.kids()).toEqual(['old'])
    if (error instanceof MpError) expect(error.rotation?.after).toBe(lastStep(nth))
    await expectGoodEnd(bench)
    expect(bench.made).toHaveLength(1)
  })

  it.each(rows.filter(({ nth }) => nth <= FIRST_PROOF))(
    'when the old key is to stay, and request $nth, $request, $name',
    async ({ nth, fault, dies }) => {
      const bench = openRotation()
      await bench.run({}, { send: faulty(bench, nth, fault, dies) }).catch(() => {})
      expect(await bench.working()).toContain(OLD)
      const { kid } = await bench.run()
      expect(await bench.kids()).toEqual(['old', kid])
      expect(await bench.working()).toEqual([OLD, NEW])
    },
  )

  it.each(['before', 'after'] as const)('when the process is killed %s it writes the file', async (when) => {
    const bench = openRotation()
    const files = mortalFiles(bench.disk, 1, when)
    await expect(bench.run({ removeOld: true }, { files })).rejects.toThrow()
    expect(files.isDead()).toBe(true)
    expect(await bench.working()).toEqual([OLD])
    expect(await bench.kids()).toEqual(['old'])
    await expectGoodEnd(bench)
    expect(bench.made).toHaveLength(when === 'before' ? 2 : 1)
  })

  it('when the disk is full', async () => {
    const bench = openRotation()
    const create = () => {
      throw Object.assign(new Error(), { code: 'ENOSPC' })
    }
    const { code, rotation } = await rejectionOf(
      bench.run({ removeOld: true }, { files: { ...bench.disk, create } }),
    )
    expect({ code, rotation }).toEqual({ code: 'MP_FILE', rotation: undefined })
    expect(await bench.kids()).toEqual(['old'])
    await expectGoodEnd(bench)
  })

  it('when one interruption follows the other, at each request in turn', async () => {
    const bench = openRotation()
    for (let nth = 1; nth <= REQUESTS.length; nth++) {
      const { send } = { send: faulty(bench, nth, FAULTS[6]?.[1] as Fault, true) }
      await bench.run({ removeOld: true }, { send }).catch(() => {})
      expect(await bench.working()).not.toEqual([])
    }
    await expectGoodEnd(bench)
    expect(bench.made).toHaveLength(1)
  })
})

/** As the table in `rotateKey` has it. */
function lastStep(nth: number): string | undefined {
  if (nth < 5) return undefined
  if (nth <= REGISTRATION) return 'made'
  if (nth === FIRST_PROOF) return 'registered'
  return nth <= RETIREMENT ? 'proved' : 'retired'
}

describe('a rotation', () => {
  it('says each step, the way to switch before the old key goes', async () => {
    const bench = openRotation()
    const rotated = await bench.run({ removeOld: true })
    expect(rotated).toEqual({ kid: 'new-1', scopes: [SCOPE], retired: 'old' })
    expect(bench.steps).toEqual([
      { did: 'planned', old: 'old' },
      { did: 'made', kid: 'new-1' },
      { did: 'registered', kid: 'new-1' },
      { did: 'proved', scopes: [SCOPE], kid: 'new-1', old: 'old' },
      { did: 'retired', kid: 'old' },
    ])
  })

  it('sends public numbers alone', async () => {
    const bench = openRotation()
    const { requests, send } = watched(bench)
    await bench.run({ removeOld: true }, { send })
    const sent = JSON.stringify(requests)
    const { d, p, q, dp, dq, qi } = privateJwk(keys.fresh, { kid: 'x', alg: 'RS256' })
    for (const part of [d, p, q, dp, dq, qi]) expect(sent).not.toContain(part)
    expect(sent).toContain(privateJwk(keys.fresh, { kid: 'x', alg: 'RS256' }).n)
  })

  it('asks for the scopes that it is told, and then does not read the client', async () => {
    const bench = openRotation()
    const { requests, send } = watched(bench)
    bench.client.scopes.push('brreg:losore/tlg')
    const { scopes } = await bench.run({ scopes: ['brreg:losore/tlg'] }, { send })
    expect(scopes).toEqual(['brreg:losore/tlg'])
    expect(requests.map(named)).not.toContain('GET /clients/target-client')
  })

  it('needs a scope to prove the key with, before anything is made', async () => {
    const bench = openRotation()
    bench.client.scopes = []
    const { code, message } = await rejectionOf(bench.run())
    expect(code).toBe('MP_USAGE')
    expect(message).toContain('--scope <scope>')
    expect(bench.made).toEqual([])
  })

  it('of a client without keys leaves one', async () => {
    const bench = openRotation([])
    expect(await bench.run({ removeOld: true })).toEqual({ kid: 'new-1', scopes: [SCOPE] })
    expect(await bench.kids()).toEqual(['new-1'])
  })

  it('keeps a key that someone else added meanwhile', async () => {
    const bench = openRotation()
    await bench.run()
    await bench.replace([...(await bench.registered()), registered('theirs', keys.admin)])
    await bench.run({ removeOld: true, old: 'old' })
    expect(await bench.kids()).toEqual(['new-1', 'theirs'])
  })
})

describe('the proof', () => {
  /** Maskinporten as it is when it learns of keys only after so many seconds. */
  function slow(bench: RotationBench, seconds: number): Send {
    let began: number | undefined
    return async (request) => {
      const elapsed = bench.pauses.reduce((sum, one) => sum + one, 0) / 1000
      if (request.url.endsWith('/jwks') && request.method === 'POST') began = elapsed
      const early = began !== undefined && elapsed < began + seconds
      if (request.url.endsWith('/token') && early) return unknownKid()
      return bench.send(request)
    }
  }

  it('is asked for again with growing pauses while the kid is unknown', async () => {
    const bench = openRotation()
    await bench.run({}, { send: slow(bench, 40) })
    expect(bench.pauses).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000])
    expect(bench.steps.filter(({ did }) => did === 'waiting')).toEqual([{ did: 'waiting', wait: 180 }])
  })

  it('is given up when the time is over, and not before; the old key stays', async () => {
    const bench = openRotation()
    const run = bench.run({ removeOld: true, wait: 20 }, { send: slow(bench, 21) })
    const { code, rotation, resumable } = await rejectionOf(run)
    expect({ code, resumable }).toEqual({ code: 'MP_REFUSED', resumable: true })
    expect(rotation).toEqual({
      after: 'registered',
      client: CLIENT,
      kid: 'new-1',
      file: 'new.json',
      old: 'old',
    })
    expect(bench.pauses).toEqual([1000, 2000, 4000, 8000, 5000])
    expect(await bench.kids()).toEqual(['old', 'new-1'])
    const again = openRotation()
    await again.run({ wait: 20 }, { send: slow(again, 20) })
  })

  it('is asked for once where there is no time', async () => {
    const bench = openRotation()
    expect((await rejectionOf(bench.run({ wait: 0 }, { send: slow(bench, 1) }))).code).toBe('MP_REFUSED')
    expect(bench.pauses).toEqual([])
  })

  it.each([
    ['another refusal', jsonResponse({ error: 'invalid_grant', error_description: 'Expired key' }, 400)],
    ['a failure', jsonResponse({}, 500)],
  ])('ends at once with %s, and the old key stays', async (_, answer) => {
    const bench = openRotation()
    let asked = 0
    const send: Send = async (request) =>
      request.url.endsWith('/token') && ++asked === 2 ? answer : bench.send(request)
    const { rotation } = await rejectionOf(bench.run({ removeOld: true }, { send }))
    expect([rotation?.after, bench.pauses, asked]).toEqual(['registered', [], 2])
    expect(await bench.kids()).toEqual(['old', 'new-1'])
  })

  it('is made once more after the old key went, of what the API then has', async () => {
    const bench = openRotation()
    const send: Send = async (request) => {
      const answer = await bench.send(request)
      const isRetirement = request.method === 'POST' && bench.steps.at(-1)?.did === 'proved'
      if (isRetirement && request.url.endsWith('/jwks'))
        await bench.replace([registered('theirs', keys.admin)])
      return answer
    }
    const { rotation } = await rejectionOf(bench.run({ removeOld: true, wait: 1 }, { send }))
    expect(rotation?.after).toBe('retired')
  })

  it('is of the bytes on the disk: what was damaged on its way there is not registered', async () => {
    const bench = openRotation()
    const create = (path: string) => void bench.disk.kept.set(path, Buffer.from('{"kty":"RSA"'))
    expect((await rejectionOf(bench.run({}, { files: { ...bench.disk, create } }))).code).toBe('MP_FILE')
    expect(await bench.kids()).toEqual(['old'])
  })

  it.each([
    ['gone', undefined],
    ['another', fileOf(keys.old, 'new-1')],
  ])('does not retire the old key when the new one’s file is %s by then', async (_, text) => {
    const bench = openRotation()
    const send: Send = async (request) => {
      const isProof = request.url.endsWith('/token') && bench.steps.at(-1)?.did === 'registered'
      if (isProof && text === undefined) bench.disk.remove(NEW)
      if (isProof && text !== undefined) bench.disk.write(NEW, text)
      return bench.send(request)
    }
    const { code, rotation } = await rejectionOf(bench.run({ removeOld: true }, { send }))
    expect([code, rotation?.after]).toEqual(['MP_FILE', 'proved'])
    expect(await bench.kids()).toEqual(['old', 'new-1'])
  })
})

describe('before anything is made or changed, a rotation stops', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((kid, at) => registered(kid, keys.old, NOW + YEAR - at * 86_400))

  async function stopped(bench: RotationBench, wish: Parameters<RotationBench['run']>[0]) {
    const before = await bench.kids()
    const { requests, send } = watched(bench)
    const error = await rejectionOf(bench.run(wish, { send }))
    expect(requests.map(named).filter((name) => /^(?!GET)/.test(name) && name !== 'POST /token')).toEqual([])
    expect([bench.made, await bench.kids(), error.rotation]).toEqual([[], before, undefined])
    return error
  }

  it('where there is no room, and names the keys, their ends and the first to end', async () => {
    const { code, message } = await stopped(openRotation(five), {})
    expect(code).toBe('MP_KEY_ROOM')
    expect(message).toBe(
      'client "target-client" has 5 keys, and 5 is all: "a" (until 2024-11-13), "b" (until 2024-11-12), ' +
        '"c" (until 2024-11-11), "d" (until 2024-11-10), "e" (until 2024-11-09); "e" is the first to expire',
    )
  })

  it('but goes on where the fifth is its own', async () => {
    const bench = openRotation([...five.slice(0, 4), registered('mine', keys.fresh)])
    bench.disk.write(NEW, fileOf(keys.fresh, 'mine'))
    expect((await bench.run({ removeOld: true, old: 'a' })).retired).toBe('a')
    expect(await bench.kids()).toEqual(['b', 'c', 'd', 'mine'])
  })

  it('where it is not clear which key is old, and lists them', async () => {
    const two = [registered('a', keys.old), registered('b', keys.admin, NOW - 1)]
    const { code, message } = await stopped(openRotation(two), { removeOld: true })
    expect(code).toBe('MP_USAGE')
    expect(message).toBe(
      'which key is old is not clear, and --old <kid> is missing: client "target-client" has ' +
        '"a" (until 2024-11-13), "b" (expired 2023-11-14)',
    )
  })

  it('where the old key is not there', async () => {
    const { code, message } = await stopped(openRotation(), { removeOld: true, old: 'ode' })
    expect([code, message]).toEqual(['MP_NOT_FOUND', 'client "target-client" has no key "ode": it has "old"'])
  })

  it('where the old key is the new one', async () => {
    const bench = openRotation([registered('old', keys.old), registered('mine', keys.fresh)])
    bench.disk.write(NEW, fileOf(keys.fresh, 'mine'))
    expect((await stopped(bench, { removeOld: true, old: 'mine' })).code).toBe('MP_USAGE')
  })

  it('where the kid in the file is another key’s', async () => {
    const bench = openRotation()
    bench.disk.write(NEW, fileOf(keys.fresh, 'old'))
    const { code, message } = await stopped(bench, {})
    expect([code, message]).toEqual([
      'MP_FILE',
      '"new.json" is not the key that client "target-client" has as "old"',
    ])
  })

  const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicHalf } = JSON.parse(fileOf(keys.fresh, 'k'))
  const whole = JSON.parse(fileOf(keys.fresh, 'k'))
  it.each([
    ['a public key', JSON.stringify(publicHalf)],
    ['a key without a kid', JSON.stringify({ ...whole, kid: undefined })],
    ['a kid that Digdir does not take', JSON.stringify({ ...whole, kid: 'æ' })],
    ['a set of keys', JSON.stringify({ keys: [whole] })],
    ['a key for encryption', JSON.stringify({ ...whole, use: 'enc' })],
    ['a key for another algorithm', JSON.stringify({ ...whole, alg: 'PS256' })],
    ['base64 of a key', Buffer.from(JSON.stringify(whole)).toString('base64')],
    ['a PEM', keys.fresh.export({ format: 'pem', type: 'pkcs8' }) as string],
    ['a text', 'shopping list'],
    ['nothing', ''],
  ])('where the file holds %s, which is left as it is', async (_what, text) => {
    const bench = openRotation()
    bench.disk.write(NEW, text)
    const { requests, send } = watched(bench)
    const { code, message } = await rejectionOf(bench.run({ removeOld: true }, { send }))
    expect([code, message, requests]).toEqual([
      'MP_FILE',
      '"new.json" exists already, is not written over, and is no private JWK with a kid to go on with',
      [],
    ])
    expect(Buffer.from(bench.disk.read(NEW) ?? '').toString()).toBe(text)
  })
})

describe('a rotation that goes on', () => {
  it('says with which key, and registers nothing twice', async () => {
    const bench = openRotation()
    await bench.run()
    bench.steps.length = 0
    const { requests, send } = watched(bench)
    await bench.run({}, { send })
    expect(bench.steps.map(({ did }) => did)).toEqual(['planned', 'found', 'was registered', 'proved'])
    expect(requests.map(named)).not.toContain('POST /clients/target-client/jwks')
    expect(bench.made).toHaveLength(1)
  })

  it('has nothing more to do when the old key that was named is gone', async () => {
    const bench = openRotation()
    await bench.run({ removeOld: true, old: 'old' })
    expect(await bench.run({ removeOld: true, old: 'old' })).toEqual({ kid: 'new-1', scopes: [SCOPE] })
  })

  it('signs with the algorithm that the key in the file is for', async () => {
    const bench = openRotation()
    bench.disk.write(NEW, JSON.stringify(privateJwk(keys.fresh, { kid: 'mine', alg: 'RS512' })))
    await bench.run()
    expect((await bench.registered()).find(({ kid }) => kid === 'mine')).toMatchObject({ alg: 'RS512' })
  })
})

function unknownKid(): HttpResponse {
  const error_description =
    'Invalid assertion. Client authentication failed. Unknown key identifier (kid) for client. (correlation id: 1)'
  return jsonResponse({ error: 'invalid_grant', error_description }, 400)
}
