import { describe, expect, it } from 'vitest'
import { MpError } from '../../../src/errors.js'
import type { PersonOutcome } from '../../../src/flows/bulk/person-token.js'
import { LANES, type PersonTokensPorts, personTokens } from '../../../src/flows/bulk/person-tokens.js'
import type { Person } from '../../../src/flows/bulk/persons.js'
import type { AccessRequest } from '../../../src/flows/obtain-access-token.js'
import type { HttpRequest, HttpResponse, Send } from '../../../src/protocol/http.js'
import { rejectionOf } from '../../support/failure.js'
import { NOW, registeredKey } from '../../support/keys.js'
import { tokenPorts } from '../../support/ports.js'
import { randomFrom } from '../../support/random.js'
import { jsonResponse } from '../../support/responses.js'

const ISSUER = 'https://one.example/'
const ENDPOINT = 'https://one.example/token'
const GRANT = { audience: ISSUER, clientId: 'abc', scopes: ['a:b'], lifetime: 60 }

function request(more: Partial<AccessRequest> = {}): AccessRequest {
  const environment = { name: 'one', issuer: ISSUER, tokenEndpoint: ENDPOINT }
  return { environment, grant: GRANT, key: registeredKey(), alg: 'RS256', ...more } as AccessRequest
}

/** Persons whose numbers are their lines: nothing here judges them. */
async function* persons(count: number): AsyncGenerator<Person & { pid: string }> {
  for (let line = 1; line <= count; line++) yield { line, pid: pidOf(line) }
}

function pidOf(line: number): string {
  return String(line).padStart(11, '0')
}

function claimsIn({
  body,
}: HttpRequest): Record<string, unknown> & { pid: string; jti: string; iat: number } {
  const payload = new URLSearchParams(body).get('assertion')?.split('.')[1] ?? ''
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function tokenFor(pid: string): HttpResponse {
  return jsonResponse({ access_token: `t.${pid}`, token_type: 'Bearer', expires_in: 119, scope: 'a:b' })
}

/** Time that passes when somebody waits for it. */
function ports(send: Send, more: Partial<PersonTokensPorts> = {}): PersonTokensPorts {
  let id = 0
  let milliseconds = 0
  const clock = {
    milliseconds: () => milliseconds,
    pause: async (duration: number) => {
      const until = milliseconds + duration
      await new Promise((resolve) => setImmediate(resolve))
      milliseconds = Math.max(milliseconds, until)
    },
  }
  return { ...tokenPorts(send, { newId: () => `id-${++id}` }), ...clock, stopping: () => false, ...more }
}

async function all(outcomes: AsyncIterable<PersonOutcome>): Promise<PersonOutcome[]> {
  const list: PersonOutcome[] = []
  for await (const outcome of outcomes) list.push(outcome)
  return list
}

function toldOf(outcome: PersonOutcome | undefined): string {
  if (outcome === undefined) return ''
  return 'token' in outcome ? outcome.token.accessToken : outcome.error.code
}

describe('the tokens of many persons', () => {
  it('come in the order of the persons, each its own, however long each takes', async () => {
    const random = randomFrom(7)
    const send: Send = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, random() * 8))
      return tokenFor(claimsIn(request).pid)
    }
    const outcomes = await all(personTokens(persons(300), request(), ports(send)))
    expect(outcomes.map(toldOf)).toEqual(Array.from({ length: 300 }, (_, index) => `t.${pidOf(index + 1)}`))
    expect(outcomes.map(({ line }) => line)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
    expect(outcomes[0]).toMatchObject({
      token: { expiresIn: 119, expiresAt: NOW + 119, clientId: 'abc', scope: 'a:b', altinn: false },
    })
  })

  it('are asked for over so many requests at a time, and never more', async () => {
    let open = 0
    let most = 0
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const send: Send = async (request) => {
      most = Math.max(most, ++open)
      await answered
      open--
      return tokenFor(claimsIn(request).pid)
    }
    const outcomes = all(personTokens(persons(100), request(), ports(send)))
    await expect.poll(() => open).toBe(LANES)
    answer()
    expect(await outcomes).toHaveLength(100)
    expect(most).toBe(LANES)
  })

  it('may be refused to one of them, in its place, and the number is not repeated', async () => {
    const send: Send = async (request) => {
      const { pid } = claimsIn(request)
      if (pid !== pidOf(4)) return tokenFor(pid)
      return jsonResponse({ error: 'invalid_request', error_description: `Invalid pid ${pid}` }, 400)
    }
    const outcomes = await all(personTokens(persons(6), request(), ports(send)))
    expect(outcomes.map(toldOf)[3]).toBe('MP_REFUSED')
    expect(outcomes.filter((outcome) => 'token' in outcome)).toHaveLength(5)
    const [, , , refused] = outcomes
    expect(JSON.stringify(refused) + String(refused && 'error' in refused && refused.error)).not.toContain(
      pidOf(4),
    )
  })

  it('are asked for with a new grant for each try of each', async () => {
    const seen: string[] = []
    const tries = new Map<string, number>()
    const send: Send = async (request) => {
      const { pid, jti } = claimsIn(request)
      seen.push(jti)
      tries.set(pid, (tries.get(pid) ?? 0) + 1)
      if ((tries.get(pid) ?? 0) < 3) {
        const error = new MpError('MP_UNREACHABLE', 'x')
        error.transient = true
        throw error
      }
      return tokenFor(pid)
    }
    const outcomes = await all(personTokens(persons(40), request(), ports(send)))
    expect(outcomes.every((outcome) => 'token' in outcome)).toBe(true)
    expect(new Set(seen).size).toBe(120)
  })

  it('are asked for by the server’s clock, once it has shown itself, and that is told once', async () => {
    const warned: string[] = []
    const off: number[] = []
    const send: Send = async (request) => {
      const { pid, iat } = claimsIn(request)
      off.push(iat - NOW)
      const headers = { date: new Date((NOW - 100) * 1000).toUTCString() }
      if (iat > NOW - 90) return { ...jsonResponse({ error: 'invalid_grant' }, 400), headers }
      return tokenFor(pid)
    }
    const outcomes = await all(
      personTokens(persons(500), request(), ports(send, { warn: (text) => void warned.push(text) })),
    )
    expect(outcomes.every((outcome) => 'token' in outcome)).toBe(true)
    expect(warned).toEqual([
      "the clock of this machine is 100 s ahead of the server's: grants are signed with the server's time",
    ])
    expect(off.filter((seconds) => seconds === 0).length).toBeLessThanOrEqual(LANES)
    expect(off.filter((seconds) => seconds === -100)).toHaveLength(500)
  })

  it('wait all of them where a server asks to be left alone, and all come in the end', async () => {
    let milliseconds = 0
    const sleepers: { at: number; go(): void }[] = []
    const sentAt: number[] = []
    const send: Send = async (request) => {
      sentAt.push(milliseconds)
      if (milliseconds < 7000) return { status: 429, headers: { 'retry-after': '7' }, body: '' }
      return tokenFor(claimsIn(request).pid)
    }
    const world = ports(send, {
      milliseconds: () => milliseconds,
      pause: (duration) => new Promise((go) => sleepers.push({ at: milliseconds + duration, go })),
    })
    const outcomes = all(personTokens(persons(200), request(), world))
    await expect.poll(() => sleepers.length).toBeGreaterThan(LANES) // each of those who asked, and the run
    expect(sentAt).toHaveLength(LANES)
    milliseconds = 7000
    for (const { go } of sleepers.splice(0)) go()
    expect((await outcomes).every((outcome) => 'token' in outcome)).toBe(true)
    expect(new Set(sentAt)).toEqual(new Set([0, 7000]))
    expect(sentAt).toHaveLength(200 + LANES)
  })

  it('are not asked for at all where a server asks for longer than is waited for', async () => {
    let sent = 0
    const send: Send = async () => {
      sent++
      return { status: 503, headers: { 'retry-after': '3600' }, body: '' }
    }
    const outcomes = await all(personTokens(persons(500), request(), ports(send)))
    expect(outcomes.map(toldOf)).toEqual(Array(500).fill('MP_UNAVAILABLE'))
    expect(sent).toBeLessThanOrEqual(LANES)
  })

  it('are asked for where the metadata says, which is read once, and for nobody not at all', async () => {
    const read: string[] = []
    const send: Send = async (request) => {
      if (request.method === 'POST') return tokenFor(claimsIn(request).pid)
      read.push(request.url)
      return jsonResponse({ issuer: ISSUER, token_endpoint: 'https://one.example/elsewhere' })
    }
    const environment = { name: 'one', issuer: ISSUER } as AccessRequest['environment']
    async function* nobody(): AsyncGenerator<Person> {
      yield { line: 1 }
    }
    const none = await all(personTokens(nobody(), request({ environment }), ports(send)))
    expect([none.map(toldOf), read]).toEqual([['MP_USAGE'], []])
    expect(await all(personTokens(persons(100), request({ environment }), ports(send)))).toHaveLength(100)
    expect(read).toHaveLength(1)
  })

  it('are none where the metadata cannot be had: that is a failure of the run', async () => {
    const send: Send = async () => Promise.reject(new MpError('MP_UNREACHABLE', 'no metadata'))
    const environment = { name: 'one', issuer: ISSUER } as AccessRequest['environment']
    const error = await rejectionOf(all(personTokens(persons(3), request({ environment }), ports(send))))
    expect(error.message).toBe('no metadata')
  })

  it('wait for their turn before Altinn too', async () => {
    const traded: string[] = []
    const held: (() => void)[] = []
    let sleeping = 0
    const send: Send = async (request) => {
      if (request.method === 'GET') {
        traded.push(request.headers.authorization ?? '')
        return { status: 429, headers: { 'retry-after': '7' }, body: '' }
      }
      const { pid } = claimsIn(request)
      if (pid !== pidOf(1)) await new Promise<void>((resolve) => held.push(resolve))
      return tokenFor(pid)
    }
    const pause = () => {
      sleeping++
      return new Promise<void>(() => {})
    }
    const altinn = { platform: 'https://altinn.example', test: false } as NonNullable<AccessRequest['altinn']>
    void all(personTokens(persons(2), request({ altinn }), ports(send, { pause })))
    await expect.poll(() => [sleeping, held.length]).toEqual([2, 1]) // the first person, and the run
    held[0]?.()
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(traded).toEqual([`Bearer t.${pidOf(1)}`])
  })

  it('are traded for Altinn’s where that is asked for', async () => {
    let open = 0
    let most = 0
    const claims = Buffer.from(JSON.stringify({ iat: NOW, exp: NOW + 1800 })).toString('base64url')
    const send: Send = async (request) => {
      most = Math.max(most, ++open)
      await new Promise((resolve) => setImmediate(resolve))
      open--
      if (request.method === 'POST') return tokenFor(claimsIn(request).pid)
      return { status: 200, headers: {}, body: `e.${claims}.${request.headers.authorization?.slice(-2)}` }
    }
    const altinn = { platform: 'https://altinn.example', test: false } as NonNullable<AccessRequest['altinn']>
    const outcomes = await all(personTokens(persons(90), request({ altinn }), ports(send)))
    expect(outcomes[41]).toMatchObject({ line: 42, token: { accessToken: `e.${claims}.42`, altinn: true } })
    expect(outcomes[41]).toMatchObject({ token: { expiresIn: 1800, expiresAt: NOW + 1800 } })
    expect(most).toBeLessThanOrEqual(LANES)
  })
})

describe('an endpoint that answers nobody', () => {
  const cutOff = (transient: boolean) =>
    Object.assign(new MpError('MP_UNREACHABLE', 'POST it was cut off'), { transient })
  const altinn = { platform: 'https://altinn.example', test: false } as NonNullable<AccessRequest['altinn']>

  /** How the persons of a long list fare where `answer` is all there is, and how often it was asked. */
  async function fares(answer: Send, more: Partial<AccessRequest> = {}, count = 5000) {
    let asked = 0
    const send: Send = (request) => {
      asked++
      return answer(request)
    }
    const outcomes = await all(personTokens(persons(count), request(more), ports(send)))
    return { outcomes, asked, codes: new Set(outcomes.map(toldOf)) }
  }

  it.each([
    ['nobody listens', () => Promise.reject(cutOff(true)), 'MP_UNREACHABLE', 'was cut off'],
    ['it says 503', async () => ({ status: 503, headers: {}, body: '' }), 'MP_UNAVAILABLE', 'answered 503'],
  ] as const)('is left alone where %s, and everyone still gets a line', async (_, answer, code, words) => {
    const { outcomes, asked, codes } = await fares(answer)
    expect([outcomes.length, codes]).toEqual([5000, new Set([code])])
    expect(asked).toBeLessThan(1500)
    const { error } = outcomes.at(-1) as { error: MpError }
    expect(error.message).toContain(`${words}, for one person after another: it is left alone for 30 s`)
  })

  it('is left alone at once where that will not pass', async () => {
    const { asked } = await fares(() => Promise.reject(cutOff(false)))
    expect(asked).toBeLessThanOrEqual(2 * LANES)
  })

  it('may be Altinn’s', async () => {
    const { asked, codes } = await fares(
      async (request) => {
        if (request.method === 'GET') throw cutOff(false)
        return tokenFor(claimsIn(request).pid)
      },
      { altinn },
    )
    expect([asked < 4 * LANES, codes]).toEqual([true, new Set(['MP_UNREACHABLE'])])
  })

  it('is none where anybody gets an answer between', async () => {
    let turn = 0
    const { outcomes } = await fares(async (request) => {
      if (++turn % 3 === 0) return tokenFor(claimsIn(request).pid)
      throw cutOff(false)
    })
    expect(outcomes.filter((outcome) => 'token' in outcome)).toHaveLength(1666)
  })

  it('is none where it only wants less to do', async () => {
    const { asked } = await fares(async () => ({ status: 429, headers: {}, body: '' }), {}, 300)
    expect(asked).toBe(3 * 300)
  })

  it('is asked again half a minute later', async () => {
    let isUp = false
    const given = ports(async (request) => {
      if (isUp) return tokenFor(claimsIn(request).pid)
      throw cutOff(false)
    })
    async function* slowly() {
      for await (const person of persons(300)) {
        if (person.line === 100) await given.pause(29_000)
        if (person.line === 200) await given.pause(1001)
        isUp = person.line >= 100
        yield person
      }
    }
    const outcomes = await all(personTokens(slowly(), request(), given))
    expect(outcomes.slice(100, 199).map(toldOf)).toEqual(Array(99).fill('MP_UNREACHABLE'))
    expect(outcomes.slice(199).map(toldOf)).toEqual(outcomes.slice(199).map(({ line }) => `t.${pidOf(line)}`))
  })
})
