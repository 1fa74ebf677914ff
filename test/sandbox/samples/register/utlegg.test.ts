import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, type Json, json, NOON, openDesk } from './desk.js'

const ORIGIN = 'http://127.0.0.1:8473'
const SCOPE = 'brreg:losore/utlegg'
const DAY = 24 * 3600

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

/** Every page, by the links. */
async function walk(path: string): Promise<Json[]> {
  const pages: Json[] = []
  for (let next: string | undefined = path; next !== undefined && pages.length < 20; ) {
    const response = await desk.get(next, token)
    expect(response.status, response.body).toBe(200)
    const page = json(response)
    pages.push(page)
    next = nextOf(page)?.href.replace(ORIGIN, '')
  }
  return pages
}

function nextOf(page: Json): { href: string } | undefined {
  const [answer] = Object.values(page) as { _links: { rel: string; href: string }[] }[]
  return answer?._links.find(({ rel }) => rel === 'next')
}

function itemsOf(pages: Json[], name: 'totalbestand' | 'endringslogg'): Json[] {
  return pages.flatMap((page) => (page[`${name}ResponseKredittforetak`] as Json)[name] as Json[])
}

async function distributor(path: string): Promise<Json> {
  return json(await desk.get(path, token)).utleggResponseDistributor as Json
}

describe('a distributor', () => {
  it('sees what an organisation had nothing to pay with, and no more', async () => {
    expect(await distributor('/utlegg/enheter/310904473?sokers_orgnummer=974760673')).toEqual({
      antallITU: 5,
      antallUTT: 0,
      utlegg: expect.arrayContaining([
        { utleggstype: 'ITU', avholdtForretning: '2019-12-28', innfortILosoreregisteret: '2020-01-03' },
      ]),
      meldinger: [],
      tilleggsinfo: '',
    })
  })

  it('sees of a person what is drawn from the pay, in kroner or in per cent', async () => {
    const answer = await distributor('/utlegg/personer/21818297804?sokers_orgnummer=974760673')
    const utlegg = answer.utlegg as Json[]
    expect(answer.antallUTT).toBe(utlegg.filter((it) => it.utleggstype === 'UTT').length)
    expect(answer.antallUTT).toBeGreaterThan(1)
    expect(utlegg.some((it) => 'trekkbelop' in it && it.trekkvaluta === 'NOK')).toBe(true)
    expect(utlegg.some((it) => it.trekkprosent === 17.5)).toBe(true)
    expect(JSON.stringify(utlegg)).not.toContain('aktorer')
    const { body } = await desk.get('/utlegg/personer/21818297804?sokers_orgnummer=974760673', token)
    expect(body).toMatch(/"trekkbelop":[0-9]+\.[0-9]{2},/)
  })

  it('sees nothing where there is nothing, and is told so', async () => {
    const none = { antallITU: 0, antallUTT: 0, utlegg: [], tilleggsinfo: '' }
    expect(await distributor('/utlegg/enheter/974760673?sokers_orgnummer=974760673')).toEqual({
      ...none,
      meldinger: ['Ingen intet til utlegg er registrert på enheten'],
    })
    expect(await distributor('/utlegg/personer/02013299997?sokers_orgnummer=974760673')).toEqual({
      ...none,
      meldinger: [
        'Ingen intet til utlegg er registrert på personen',
        'Ingen utleggstrekk er registrert på personen',
      ],
    })
  })

  it.each([
    ['/utlegg/enheter/310904473', 'sokers_orgnummer mangler'],
    ['/utlegg/personer/21818297804', 'sokers_orgnummer mangler'],
    ['/utlegg/enheter/310904473?sokers_orgnummer=', 'sokers_orgnummer mangler'],
    ['/utlegg/enheter/310904473?sokers_orgnummer=974760674', 'sokers_orgnummer er ugyldig'],
    ['/utlegg/enheter/310904473?sokers_orgnummer=0192:974760673', 'sokers_orgnummer er ugyldig'],
    [
      '/utlegg/enheter/310904473?sokers_orgnummer=974760673&sokers_orgnummer=974760673',
      'sokers_orgnummer er ugyldig',
    ],
    ['/utlegg/enheter/310904474?sokers_orgnummer=974760673', 'Ugyldig organisasjonsnummer'],
    ['/utlegg/personer/12345678910?sokers_orgnummer=974760673', 'Ugyldig fødselsnummer eller d-nummer'],
    ['/utlegg/personer/310904473?sokers_orgnummer=974760673', 'Ugyldig fødselsnummer eller d-nummer'],
    ['/utlegg/personer-utvidet/1', 'Ugyldig fødselsnummer eller d-nummer'],
  ])('is refused %s', async (path, detaljer) => {
    const response = await desk.get(path, token)
    expect(response.status).toBe(400)
    expect(json(response)).toEqual({
      feilId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      feilkode: 'UAE_002',
      feiltype: 'VALIDERING',
      beskrivelse: 'Noe i forespørselen er feil',
      detaljer,
    })
  })
})

describe('a credit agency', () => {
  it('sees who is party to a person’s utlegg', async () => {
    const answer = json(await desk.get('/utlegg/personer-utvidet/21818297804', token))
    const { utlegg, antallITU, antallUTT } = answer.utleggResponseKredittforetak as Json
    expect((utlegg as Json[]).length).toBe((antallITU as number) + (antallUTT as number))
    for (const it of utlegg as Json[]) {
      expect(it).toMatchObject({ ubnr: expect.any(Number), ubmeldnr: 1 })
      expect(it.aktorer).toMatchObject([
        { rolletype: 'Saksøkt', personidentifikator: '21818297804', etternavn: 'KVIST' },
        { rolletype: 'Namsmyndighet' },
        { rolletype: 'Saksøker' },
      ])
    }
  })

  it('gets the whole stock once, by the links, at most 1000 a page', async () => {
    const pages = await walk('/utlegg/totalbestand')
    const items = itemsOf(pages, 'totalbestand')
    expect(pages.map((page) => itemsOf([page], 'totalbestand').length)).toEqual([1000, 1000, 1000, 18])
    expect(new Set(items.map(({ ubnr }) => ubnr)).size).toBe(3018)
    expect(nextOf(pages.at(-1) ?? {})).toBeUndefined()
    const first = pages[0]?.totalbestandResponseKredittforetak as Json
    expect(first.datoSistEndret).toMatch(/^2022-04-12T[0-9:]{8}\.[0-9]{6}$/)
    expect(nextOf(pages[0] ?? {})?.href).toBe(
      `${ORIGIN}/utlegg/totalbestand/${(first.datoSistEndret as string).slice(0, -3)}`,
    )
    expect((first.antallITU as number) + (first.antallUTT as number)).toBe(1000)
  })

  it('goes on by the time told as well as by the link', async () => {
    const first = json(await desk.get('/utlegg/totalbestand', token)).totalbestandResponseKredittforetak
    const { datoSistEndret } = first as Json
    const rest = itemsOf(await walk(`/utlegg/totalbestand/${datoSistEndret}`), 'totalbestand')
    expect(rest).toHaveLength(2018)
    const encoded = encodeURIComponent(datoSistEndret as string)
    expect(itemsOf(await walk(`/utlegg/totalbestand/${encoded}`), 'totalbestand')).toEqual(rest)
  })

  it('does not get the last two days of the stock', async () => {
    const last = itemsOf(await walk('/utlegg/totalbestand/2026-11-01T00:00:00.000'), 'totalbestand').at(-1)
    expect(last?.innfortILosoreregisteret).toBe('2026-11-19')
    expect(itemsOf(await walk('/utlegg/totalbestand/2026-11-19T13:00:00.000'), 'totalbestand')).toEqual([])
  })

  it('gets the units alone', async () => {
    for (const path of [
      '/utlegg/totalbestand/enheter',
      '/utlegg/totalbestand/enheter/2020-01-01T00:00:00.000',
    ]) {
      const items = itemsOf(await walk(path), 'totalbestand')
      expect(items.length).toBeGreaterThan(2900)
      expect(items.length).toBeLessThan(3018)
      expect(items.every(({ utleggstype }) => utleggstype === 'ITU')).toBe(true)
      expect(JSON.stringify(items)).not.toContain('personidentifikator')
    }
  })

  it('gets every change of 45 days once, and none before', async () => {
    const start = '2026-10-07T13:00:00.000'
    const pages = await walk(`/utlegg/endringslogg/${start}`)
    expect(pages.map((page) => itemsOf([page], 'endringslogg').length)).toEqual([1000, 1000, 160])
    const keys = itemsOf(pages, 'endringslogg').map(({ ubnr, ubmeldnr }) => `${ubnr} ${ubmeldnr}`)
    expect(new Set(keys).size).toBe(2160)
    const last = pages.at(-1)?.endringsloggResponseKredittforetak as Json
    const end = json(await desk.get(`/utlegg/endringslogg/${last.datoSistEndret}`, token))
    expect(end).toEqual({
      endringsloggResponseKredittforetak: {
        antallITU: 0,
        antallUTT: 0,
        datoSistEndret: last.datoSistEndret,
        endringslogg: [],
        meldinger: ['Ingen utlegg etter tidspunktet'],
        tilleggsinfo: '',
        _links: [],
      },
    })
    const units = itemsOf(await walk(`/utlegg/endringslogg/enheter/${start}`), 'endringslogg')
    expect(units.length).toBeLessThan(2160)
    expect(units.length).toBeGreaterThan(2000)
  })

  it('is refused a change log from more than 45 days ago', async () => {
    const response = await desk.get('/utlegg/endringslogg/2026-10-07T12:59:59.999', token)
    expect(response.status).toBe(404)
    expect(json(response)).toMatchObject({
      feilkode: 'UAE_003',
      detaljer: 'Tidspunktet er eldre enn 45 dager',
    })
  })

  it('has its times read in the offset of today, as the register does', async () => {
    const start = '2026-10-24T12:00:00.000'
    const winter = itemsOf(await walk(`/utlegg/endringslogg/${start}`), 'endringslogg')
    desk.clock.now = Date.UTC(2026, 9, 24, 12) / 1000
    token = await desk.buy(SCOPE)
    // In summer time the same text is 10:00 UTC; asked in winter it is 11:00.
    const summer = itemsOf(await walk(`/utlegg/endringslogg/${start}`), 'endringslogg')
    desk.clock.now = NOON
    token = await desk.buy(SCOPE)
    expect(summer).toHaveLength(4)
    expect(winter[0]).toEqual(summer[2])
  })

  it.each([
    '/utlegg/totalbestand/2026-11-01',
    '/utlegg/totalbestand/2026-11-01T00:00:00',
    '/utlegg/totalbestand/2026-11-01T00:00:00.000Z',
    '/utlegg/totalbestand/totalbestand',
    '/utlegg/totalbestand/enheter/enheter',
    '/utlegg/endringslogg/enheter',
    '/utlegg/endringslogg/2026-02-30T00:00:00.000',
  ])('is refused %s', async (path) => {
    const response = await desk.get(path, token)
    expect(response.status).toBe(400)
    expect(json(response)).toMatchObject({ feilkode: 'UAE_002', detaljer: 'Ugyldig tidspunkt' })
  })
})

describe('the API of utlegg', () => {
  it('wants its own scope, and tells an old token from a bad one', async () => {
    const paths = ['/utlegg/enheter/310904473?sokers_orgnummer=974760673', '/utlegg/totalbestand']
    const other = await desk.buy('brreg:losore/tlg')
    for (const path of paths) {
      for (const bearer of [undefined, 'abc', other]) {
        const response = await desk.get(path, bearer)
        expect(response.status).toBe(403)
        expect(json(response)).toMatchObject({ feilId: expect.any(String), feilkode: 'UAE_001' })
      }
    }
    desk.clock.now = NOON + DAY
    const old = await desk.get(paths[0] as string, token)
    expect(old.status).toBe(401)
    expect(old.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })

  it('is for reading', async () => {
    for (const path of ['/utlegg/enheter/310904473', '/utlegg/totalbestand']) {
      expect((await desk.send({ path, method: 'POST' })).status).toBe(405)
    }
    for (const path of ['/utlegg', '/utlegg/enheter', '/utlegg/personer/', '/utlegg/endringslogg']) {
      expect((await desk.get(path, token)).status, path).toBe(404)
    }
  })
})
