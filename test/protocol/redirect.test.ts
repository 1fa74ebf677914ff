import { describe, expect, it } from 'vitest'
import { type Hopping, nextHop } from '../../src/protocol/redirect.js'

const BASE = 'https://api.example.no/v1/things/7?x=y'

function asked(method: string, body: 'none' | 'file' | 'stdin' = 'none', url = BASE): Hopping {
  return { method, url, hasBody: body !== 'none', bodyRepeatable: body === 'file' }
}

describe('an answer that is no redirect', () => {
  it.each([100, 200, 201, 204, 300, 304, 305, 306, 309, 310, 399, 400, 401, 500])('stays: %i', (status) => {
    expect(nextHop(asked('GET'), { status, location: '/elsewhere' })).toEqual({ stay: 'not a redirect' })
  })
})

describe('the method and the body after a redirect', () => {
  it.each([
    ['GET', 'none', 301, 'GET', false],
    ['GET', 'none', 302, 'GET', false],
    ['GET', 'none', 303, 'GET', false],
    ['GET', 'none', 307, 'GET', false],
    ['GET', 'none', 308, 'GET', false],
    ['HEAD', 'none', 301, 'HEAD', false],
    ['HEAD', 'none', 302, 'HEAD', false],
    ['HEAD', 'none', 303, 'HEAD', false],
    ['HEAD', 'none', 307, 'HEAD', false],
    ['POST', 'file', 301, 'GET', false],
    ['POST', 'file', 302, 'GET', false],
    ['POST', 'stdin', 302, 'GET', false],
    ['POST', 'none', 302, 'GET', false],
    ['POST', 'file', 303, 'GET', false],
    ['POST', 'stdin', 303, 'GET', false],
    ['POST', 'file', 307, 'POST', true],
    ['POST', 'file', 308, 'POST', true],
    ['POST', 'none', 308, 'POST', false],
    ['PUT', 'file', 301, 'PUT', true],
    ['PUT', 'file', 302, 'PUT', true],
    ['PUT', 'stdin', 303, 'GET', false],
    ['PATCH', 'file', 302, 'PATCH', true],
    ['DELETE', 'none', 301, 'DELETE', false],
    ['DELETE', 'none', 303, 'GET', false],
    ['GET', 'file', 302, 'GET', true],
    ['GET', 'file', 303, 'GET', false],
  ] as const)('%s with %s, %i: %s', (method, body, status, next, keepBody) => {
    expect(nextHop(asked(method, body), { status, location: '/next' })).toEqual({
      follow: { method: next, url: 'https://api.example.no/next', keepBody },
    })
  })

  it.each([
    ['POST', 307],
    ['POST', 308],
    ['PUT', 301],
    ['PATCH', 302],
    ['GET', 302],
  ] as const)('%s from standard input is not sent along a %i', (method, status) => {
    expect(nextHop(asked(method, 'stdin'), { status, location: '/next' })).toEqual({
      refuse: 'body cannot be sent twice',
    })
  })
})

describe('where a redirect leads', () => {
  it.each([
    ['/next', 'https://api.example.no/next'],
    ['next', 'https://api.example.no/v1/things/next'],
    ['?page=2', 'https://api.example.no/v1/things/7?page=2'],
    ['../other/', 'https://api.example.no/v1/other/'],
    ['//api.example.no/next', 'https://api.example.no/next'],
    ['https://api.example.no/next', 'https://api.example.no/next'],
    ['HTTPS://API.EXAMPLE.NO:443/next', 'https://api.example.no/next'],
    ['/next#part', 'https://api.example.no/next'],
    ['#part', 'https://api.example.no/v1/things/7?x=y'],
    ['/%C3%98', 'https://api.example.no/%C3%98'],
    [Buffer.from('/Ø').toString('latin1'), 'https://api.example.no/%C3%98'],
    ['/€', 'https://api.example.no/%E2%82%AC'],
    ['/@evil.example/', 'https://api.example.no/@evil.example/'],
    ['/https://evil.example/', 'https://api.example.no/https://evil.example/'],
  ])('follows %j', (location, url) => {
    expect(nextHop(asked('GET'), { status: 302, location })).toEqual({
      follow: { method: 'GET', url, keepBody: false },
    })
  })

  it.each([
    ['https://evil.example/', 'https://evil.example'],
    ['https://api.example.no.evil.example/', 'https://api.example.no.evil.example'],
    ['https://example.no/', 'https://example.no'],
    ['https://www.api.example.no/', 'https://www.api.example.no'],
    ['https://api.example.no./', 'https://api.example.no.'],
    ['https://api.example.no:444/next', 'https://api.example.no:444'],
    ['http://api.example.no/next', 'http://api.example.no'],
    ['http://api.example.no:443/next', 'http://api.example.no:443'],
    ['//evil.example/next', 'https://evil.example'],
    ['\\\\evil.example/next', 'https://evil.example'],
    ['/\\evil.example/next', 'https://evil.example'],
    ['/\t/evil.example/next', 'https://evil.example'],
    [' https://evil.example/', 'https://evil.example'],
    ['https://api.example.no@evil.example/', 'https://evil.example'],
    ['https:\\\\evil.example\\@api.example.no/', 'https://evil.example'],
    ['javascript:alert(1)', 'javascript:'],
    ['data:text/plain,x', 'data:'],
    ['file:///etc/passwd', 'file:'],
    ['file://api.example.no/etc/passwd', 'file:'],
    ['ftp://api.example.no/', 'ftp://api.example.no'],
    ['wss://api.example.no/', 'wss://api.example.no'],
    ['blob:https://api.example.no/7', 'blob:'],
  ])('refuses %j: another origin', (location, origin) => {
    for (const status of [301, 302, 303, 307, 308])
      expect(nextHop(asked('GET'), { status, location })).toEqual({ refuse: 'another origin', origin })
  })

  it.each([
    undefined,
    '',
    'https://',
    'https://[::1',
    'http://a b/',
    'https://user@api.example.no/',
    'https://user:pw@api.example.no/',
    'https://:pw@api.example.no/',
    '//user@api.example.no/',
  ])('refuses %j: no usable location', (location) => {
    const answer = location === undefined ? { status: 302 } : { status: 302, location }
    expect(nextHop(asked('GET'), answer)).toEqual({ refuse: 'no usable location' })
  })

  it('tells the origin before the body: the one is a danger, the other a nuisance', () => {
    const answer = { status: 307, location: 'https://evil.example/' }
    expect(nextHop(asked('POST', 'stdin'), answer)).toMatchObject({ refuse: 'another origin' })
  })

  it('tells two ports of this machine apart', () => {
    const from = asked('GET', 'none', 'http://127.0.0.1:8473/a')
    expect(nextHop(from, { status: 302, location: 'http://127.0.0.1:8474/a' })).toMatchObject({
      refuse: 'another origin',
    })
    expect(nextHop(from, { status: 302, location: 'http://localhost:8473/a' })).toMatchObject({
      refuse: 'another origin',
    })
    expect(nextHop(from, { status: 302, location: 'http://127.0.0.1:8473/b' })).toMatchObject({
      follow: { url: 'http://127.0.0.1:8473/b' },
    })
  })
})
