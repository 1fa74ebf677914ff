import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, forge, type Json, json, NOON, openDesk } from './desk.js'

const BASE = '/registerinfo/api/v2/rettsstiftelse'
const SCOPE = 'brreg:losore/tlg'
const STOCK = `${BASE}/totalbestand?language=NOB`
const LOG = `${BASE}/endringslogg?language=NOB`
const HOUR = 3600
const DAY = 24 * HOUR
/** The desk's clock, as a client writes it. */
const NOW = '2026-11-21T13:00:00.000+01:00'

let desk: Desk
let token: string

beforeAll(async () => {
  desk = await openDesk()
  token = await desk.buy(SCOPE)
}, 60_000)
beforeEach(() => {
  desk.clock.now = NOON
})
afterAll(() => desk.remove())

/** Every page of a list, the empty one with the rest. A token is bought for each, as the clock may have been set. */
async function walk(path: string, cutoff: Json): Promise<Json[]> {
  const fresh = await desk.buy(SCOPE)
  const pages: Json[] = []
  for (let lastSortValues: unknown = null; pages.length < 50; ) {
    const response = await desk.post(path, { ...cutoff, lastSortValues }, fresh)
    expect(response.status, response.body).toBe(200)
    const page = json(response)
    pages.push(page)
    if (page.sortValues === undefined) break
    lastSortValues = page.sortValues
  }
  return pages
}

function itemsOf(pages: Json[]): Json[] {
  return pages.flatMap((page) => page.rettsstiftelse as Json[])
}

describe('totalbestand', () => {
  it('hands out every registration once, and then an empty page without sortValues', async () => {
    const pages = await walk(STOCK, { upperCutoff: NOW })
    expect(pages.at(-1)).toEqual({
      upperCutoffForrigeRequest: NOW,
      antallRettsstiftelser: 0,
      rettsstiftelse: [],
    })
    expect(pages).toHaveLength(23)
    expect(pages.map((page) => page.antallRettsstiftelser)).toEqual([...Array(21).fill(200), 121, 0])
    const items = itemsOf(pages)
    expect(items).toHaveLength(4321)
    expect(new Set(items.map(({ dokumentnummer }) => dokumentnummer)).size).toBe(4321)
    expect(pages[0]?.sortValues).toEqual([
      String(Date.parse(items[199]?.innkomsttidspunkt as string)),
      items[199]?.dokumentnummer,
    ])
    // Some pages end between two of the same millisecond: the first sort value alone would lose one.
    const split = [...Array(21).keys()].filter((page) => {
      const [one, other] = [items[page * 200 + 199], items[page * 200 + 200]]
      return one?.innkomsttidspunkt === other?.innkomsttidspunkt
    })
    expect(split.length).toBeGreaterThan(5)
  })

  it('goes up to the cutoff, and takes in what came in the cutoff’s own millisecond', async () => {
    const items = itemsOf(await walk(STOCK, { upperCutoff: NOW }))
    const fifth = items[4]?.innkomsttidspunkt as string
    const before = new Date(Date.parse(fifth) - 1).toISOString().replace('Z', '+00:00')
    expect(itemsOf(await walk(STOCK, { upperCutoff: fifth }))).toHaveLength(6)
    expect(itemsOf(await walk(STOCK, { upperCutoff: before }))).toHaveLength(4)
    expect(itemsOf(await walk(STOCK, { upperCutoff: '1999-01-01T00:00:00.000+01:00' }))).toEqual([])
  })

  it('writes amounts digit by digit as they are', async () => {
    const { body } = await desk.post(STOCK, { upperCutoff: NOW, lastSortValues: null }, token)
    expect(body).toContain('{"belop":1250000.50,"valuta":"NOK"}')
    expect(body).toContain('{"belop":90071992547409931.25,"valuta":"NOK"}')
    expect(body.match(/"belop":[^[]/g)?.every((it) => /[0-9]$/.test(it))).toBe(true)
  })

  it('answers the same request with the same bytes', async () => {
    const ask = () => desk.post(STOCK, { upperCutoff: NOW, lastSortValues: null }, token)
    expect((await ask()).body).toBe((await ask()).body)
  })

  const good = { upperCutoff: NOW, lastSortValues: null }
  const refused: [what: string, body: unknown][] = [
    ['no body', ''],
    ['what is no JSON', '{'],
    ['a list', []],
    ['no cutoff', { lastSortValues: null }],
    ['a cutoff that is a number', { ...good, upperCutoff: NOON * 1000 }],
    ['a cutoff without a zone', { ...good, upperCutoff: '2026-11-21T13:00:00.000' }],
    ['a cutoff in Z', { ...good, upperCutoff: '2026-11-21T12:00:00.000Z' }],
    ['a cutoff without milliseconds', { ...good, upperCutoff: '2026-11-21T13:00:00+01:00' }],
    ['a cutoff with microseconds', { ...good, upperCutoff: '2026-11-21T13:00:00.000000+01:00' }],
    ['a cutoff on no day', { ...good, upperCutoff: '2026-02-30T13:00:00.000+01:00' }],
    ['a cutoff a second ahead', { ...good, upperCutoff: '2026-11-21T13:00:01.000+01:00' }],
    ['sort values that are empty', { ...good, lastSortValues: [] }],
    ['one sort value', { ...good, lastSortValues: ['1767319445678'] }],
    ['three sort values', { ...good, lastSortValues: ['1767319445678', '1000000003', '1'] }],
    ['sort values that are numbers', { ...good, lastSortValues: [1767319445678, 1000000003] }],
    ['sort values that are words', { ...good, lastSortValues: ['a', 'b'] }],
    ['a sort value that is a text', { ...good, lastSortValues: '1767319445678' }],
  ]
  it.each(refused)('refuses %s', async (_, body) => {
    const response = await desk.post(STOCK, body, token)
    expect(response.status).toBe(400)
    expect(json(response)).toEqual({
      korrelasjonsid: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      tidspunkt: '2026-11-21T13:00:00.000000+01:00',
      feilmelding: expect.stringMatching(/^(upperCutoff|lastSortValues) /),
    })
  })

  it('takes a cutoff in this very second, and no sort values for none', async () => {
    for (const body of [{ ...good, upperCutoff: '2026-11-21T13:00:00.999+01:00' }, { upperCutoff: NOW }]) {
      expect((await desk.post(STOCK, body, token)).status).toBe(200)
    }
  })
})

describe('endringslogg', () => {
  const lately = '2026-11-21T10:00:00.000+01:00'

  it('gives what has changed after the cutoff, and keeps the last time on its empty page', async () => {
    const pages = await walk(LOG, { lowerCutoff: lately })
    expect(pages.map((page) => page.antallRettsstiftelser)).toEqual([3, 0])
    const [first, last] = pages
    expect(first?.sistEndretSisteInnslag).toMatch(/^2026-11-21T12:00:00\.[0-9]{6}\+01:00$/)
    expect(first?.sortValues).toEqual([expect.any(String), itemsOf(pages).at(-1)?.dokumentnummer])
    expect(last).toEqual({
      sistEndretSisteInnslag: first?.sistEndretSisteInnslag,
      antallRettsstiftelser: 0,
      rettsstiftelse: [],
    })
    expect(itemsOf(pages).map(({ paategning }) => paategning)).toEqual(
      [7786, 7787, 7788].map((nth) => [`Påtegning ${nth}`]),
    )
  })

  it('goes on from the time it told, to the microsecond', async () => {
    const [, last] = await walk(LOG, { lowerCutoff: lately })
    const told = last?.sistEndretSisteInnslag as string
    const [only] = await walk(LOG, { lowerCutoff: told })
    expect(only).toEqual({ sistEndretSisteInnslag: told, antallRettsstiftelser: 0, rettsstiftelse: [] })
    const cut = told.replace(/[0-9]{3}\+/, '+')
    expect(itemsOf(await walk(LOG, { lowerCutoff: cut }))).toHaveLength(1)
    desk.clock.now += HOUR
    expect(itemsOf(await walk(LOG, { lowerCutoff: told }))).toHaveLength(1)
  })

  it('may begin with its last page', async () => {
    const pages = await walk(LOG, { lowerCutoff: NOW })
    expect(pages).toEqual([
      {
        sistEndretSisteInnslag: '2026-11-21T13:00:00.000000+01:00',
        antallRettsstiftelser: 0,
        rettsstiftelse: [],
      },
    ])
  })

  it('leaves out what is older than 30 days, and says nothing of it', async () => {
    const old = await walk(LOG, { lowerCutoff: '2026-01-01T00:00:00.000+01:00' })
    expect(old.map((page) => page.antallRettsstiftelser)).toEqual([200, 200, 200, 120, 0])
    const [first] = itemsOf(old)
    const monthAgo = await walk(LOG, { lowerCutoff: '2026-10-22T14:00:00.000+02:00' })
    expect(itemsOf(monthAgo)).toEqual(itemsOf(old))
    const dayLess = await walk(LOG, { lowerCutoff: '2026-10-23T14:00:00.000+02:00' })
    expect(itemsOf(dayLess)).toHaveLength(696)
    desk.clock.now += HOUR
    const later = itemsOf(await walk(LOG, { lowerCutoff: '2026-01-01T00:00:00.000+01:00' }))
    expect(later).toHaveLength(720)
    expect(later[0]).not.toEqual(first)
    desk.clock.now = NOON + 300 * DAY
    expect(itemsOf(await walk(LOG, { lowerCutoff: lately }))).toHaveLength(720)
  })

  it('has nothing of the years before it began', async () => {
    // The token stays young: only the register looks at the clock again.
    desk.clock.now = Date.UTC(2026, 0, 1) / 1000 - 1
    const early = forge(desk, token, { iat: desk.clock.now, exp: desk.clock.now + 120 })
    const response = await desk.post(LOG, { lowerCutoff: '2025-12-31T00:00:00.000+01:00' }, early)
    expect(json(response)).toMatchObject({ antallRettsstiftelser: 0 })
  })

  it.each([
    ['no cutoff', {}],
    ['a cutoff without a zone', { lowerCutoff: '2026-11-21T13:00:00.000' }],
    ['a cutoff with nanoseconds', { lowerCutoff: '2026-11-21T13:00:00.000000000+01:00' }],
    ['sort values that are numbers', { lowerCutoff: lately, lastSortValues: [1, 2] }],
  ])('refuses %s', async (_, body) => {
    const response = await desk.post(LOG, body, token)
    expect(response.status).toBe(400)
    expect(Object.keys(json(response))).toEqual(['korrelasjonsid', 'tidspunkt', 'feilmelding'])
  })
})

describe('a lookup', () => {
  const look = async (path: string) => json(await desk.get(`${BASE}${path}`, token))

  it('finds what an organisation has a role in', async () => {
    const answer = await look('/orgnr/310904473')
    expect(answer).toMatchObject({
      sokeparameter: '310904473',
      oppslagstidspunkt: '2026-11-21T13:00:00.000000+01:00',
      antallRettsstiftelser: 3,
    })
    const found = answer.rettsstiftelse as Json[]
    expect(found).toHaveLength(3)
    for (const it of found) expect(JSON.stringify(it.rolle)).toContain('"310904473"')
  })

  it('finds a person, and a vehicle', async () => {
    const person = await look('/fnr/21818297804?language=NNO')
    expect(person.antallRettsstiftelser).toBeGreaterThan(5)
    for (const it of person.rettsstiftelse as Json[]) {
      expect(JSON.stringify(it.rolle)).toContain('"fodselsnummerEllerDNummer":"21818297804"')
    }
    const vehicle = await look('/regnr/XY10000')
    expect(vehicle.antallRettsstiftelser).toBe(1)
    expect(vehicle.rettsstiftelse).toMatchObject([{ dokumentnummer: '1000000003' }])
  })

  it('finds nothing, and that is no error', async () => {
    for (const path of ['/orgnr/974760673', '/fnr/02013299997', '/regnr/ZZ99999', '/regnr/XY10004']) {
      expect(await look(path)).toMatchObject({ antallRettsstiftelser: 0, rettsstiftelse: [] })
    }
  })

  it('knows only what had come in by then', async () => {
    desk.clock.now = Date.UTC(2010, 0, 1) / 1000
    const early = forge(desk, token, { iat: desk.clock.now, exp: desk.clock.now + 120 })
    expect(json(await desk.get(`${BASE}/orgnr/310904473`, early)).antallRettsstiftelser).toBe(1)
  })

  it.each([
    '/orgnr/310904474',
    '/orgnr/31090447',
    '/orgnr/0192:310904473',
    '/fnr/12345678910',
    '/fnr/310904473',
    '/regnr/xy10000',
    '/regnr/XY1',
    '/regnr/%E0%A4%A',
    '/orgnr/310904473?sluttbrukerOrgNr=1',
    '/orgnr/310904473?sluttbrukerOrgNr=',
    '/fnr/21818297804?sluttbrukerOrgNr=974760673&sluttbrukerOrgNr=x',
  ])('refuses %s', async (path) => {
    const response = await desk.get(`${BASE}${path}`, token)
    expect(response.status).toBe(400)
    expect(json(response).feilmelding).toMatch(/^Ugyldig /)
  })

  it('may be for someone else', async () => {
    expect(await look('/orgnr/310904473?sluttbrukerOrgNr=974760673')).toMatchObject({
      antallRettsstiftelser: 3,
    })
  })
})

describe('the register', () => {
  it('takes the methods it is told to take', async () => {
    for (const [method, path, allow] of [
      ['POST', '/orgnr/310904473', 'GET, HEAD'],
      ['DELETE', '/regnr/XY10000', 'GET, HEAD'],
      ['GET', '/totalbestand', 'POST'],
      ['PUT', '/endringslogg', 'POST'],
    ] as const) {
      const response = await desk.send({ path: BASE + path, method })
      expect(response, `${method} ${path}`).toMatchObject({ status: 405, headers: { allow } })
    }
    for (const path of ['', '/', '/orgnr', '/orgnr/', '/orgnr/310904473/', '/navn/x']) {
      expect((await desk.get(BASE + path, token)).status, path).toBe(404)
    }
  })

  const bad: [what: string, make: () => Promise<string | undefined> | string | undefined][] = [
    ['no token', () => undefined],
    ['what is no token', () => 'abc'],
    ['a token of another scope', () => desk.buy('brreg:losore/utlegg')],
    ['a token of another issuer', () => forge(desk, token, { iss: 'https://test.maskinporten.no/' })],
    [
      'Altinn’s token',
      () => forge(desk, token, { iss: 'http://127.0.0.1:8473/authentication/api/v1/openid/' }),
    ],
    ['a token that was changed', () => `${token.slice(0, -8)}AAAAAAAA`],
  ]
  it.each(bad)('refuses %s with 403, as an agreement that is not there', async (_, make) => {
    const bearer = await make()
    for (const response of [
      await desk.get(`${BASE}/orgnr/310904473`, bearer),
      await desk.post(STOCK, { upperCutoff: NOW }, bearer),
      await desk.post(LOG, { lowerCutoff: NOW }, bearer),
    ]) {
      expect(response.status).toBe(403)
      expect(Object.keys(json(response))).toEqual(['korrelasjonsid', 'tidspunkt', 'feilmelding'])
      expect(response.headers).not.toHaveProperty('www-authenticate')
      if (bearer !== undefined) expect(response.body).not.toContain(bearer)
    }
  })

  it('says with 401 that a token has had its time, to the second', async () => {
    const ask = () => desk.post(STOCK, { upperCutoff: NOW }, token)
    desk.clock.now = NOON + 119
    expect((await ask()).status).toBe(200)
    desk.clock.now = NOON + 120
    const response = await ask()
    expect(response.status).toBe(401)
    expect(response.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect(Object.keys(json(response))).toEqual(['korrelasjonsid', 'tidspunkt', 'feilmelding'])
  })
})
