import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/protocol/http.js'
import { type PageRequest, readPage } from '../../src/protocol/page.js'
import { type Cursor, nextCursor, readCursor, requestAt } from '../../src/protocol/paging.js'
import { failureOf } from '../support/failure.js'

const URL = 'https://api.example/v1/list?size=2'
const GET: PageRequest = { method: 'GET', url: URL }
const POST: PageRequest = {
  method: 'POST',
  url: 'https://losoreregisteret.ppe.brreg.no/registerinfo/api/v2/rettsstiftelse/totalbestand',
  body: '{ "upperCutoff": "2026-01-02T03:04:05.678+01:00", "lastSortValues": null, "n": 9007199254740993 }',
}

function answer(body: string, link?: string): HttpResponse {
  return { status: 200, headers: link === undefined ? {} : { link }, body }
}

function follow(request: PageRequest, response: HttpResponse): Cursor | undefined {
  return nextCursor(request, response, readPage(request.url, response))
}

describe('the next page', () => {
  it.each([
    [
      'a Link header',
      answer('[]', '<https://api.example/v1/list?size=2&page=2>; rel="next"'),
      '/v1/list?size=2&page=2',
    ],
    ['a relative one', answer('[]', '<?page=2>; rel=next'), '/v1/list?page=2'],
    ['one with the usual port', answer('[]', '<https://api.example:443/x>; rel=next'), '/x'],
    ['one in capitals', answer('[]', '<HTTPS://API.EXAMPLE/x>; rel=next'), '/x'],
    ['one with a fragment', answer('[]', '<?page=2#top>; rel=next'), '/v1/list?page=2'],
    ['HAL', answer('{"_links":{"next":{"href":"https://api.example/v1/list?page=2"}}}'), '/v1/list?page=2'],
    ['relative HAL', answer('{"_links":{"next":{"href":"/v2/x"}}}'), '/v2/x'],
    ['HAL with a list of links', answer('{"_links":{"next":[{"href":"a"},{"href":"b"}]}}'), '/v1/a'],
    ['HAL in the object that wraps the answer', answer('{"svar":{"_links":{"next":{"href":"a"}}}}'), '/v1/a'],
    [
      'links that say what they are',
      answer('{"svar":{"_links":[{"rel":"self","href":"a"},{"rel":"next","href":"b"}]}}'),
      '/v1/b',
    ],
    ['HAL behind a byte order mark', answer('\ufeff{"_links":{"next":{"href":"a"}}}'), '/v1/a'],
    ['Link before HAL', answer('{"_links":{"next":{"href":"hal"}}}', '<link>; rel=next'), '/v1/link'],
    ['HAL before sortValues', answer('{"sortValues":["1"],"_links":{"next":{"href":"hal"}}}'), '/v1/hal'],
    ['HAL beside an odd Link header', answer('{"_links":{"next":{"href":"hal"}}}', 'odd'), '/v1/hal'],
  ])('is told by %s', (_, response, path) => {
    expect(follow(GET, response)).toEqual({ url: `https://api.example${path}` })
  })

  it.each([
    ['a page without any word of it', answer('{"a":1}')],
    ['a list', answer('[{"sortValues":["1"]}]')],
    ['other links', answer('{"_links":{"self":{"href":"a"},"prev":{"href":"b"}}}', '<a>; rel=prev')],
    ['links in one of several objects', answer('{"one":{"_links":{"next":{"href":"a"}}},"other":{}}')],
    ['a list of links without a next', answer('{"_links":[{"rel":"self","href":"a"}]}')],
    ['next of null', answer('{"_links":{"next":null}}')],
    ['next without a link', answer('{"_links":{"next":{}}}')],
    ['next with a link to null', answer('{"_links":{"next":{"href":null}}}')],
    ['next with an empty link', answer('{"_links":{"next":{"href":""}}}')],
    ['an empty list of links', answer('{"_links":{"next":[]}}')],
    ['links that are none', answer('{"_links":null}')],
    ['the next of Altinn storage, which is not followed', answer('{"next":"https://api.example/2"}')],
    ['sortValues of null', answer('{"sortValues":null}')],
    ['empty sortValues', answer('{"sortValues":[]}')],
    ['an odd Link header', answer('{}', 'odd')],
  ])('is not told by %s', (_, response) => {
    expect(follow(GET, response)).toBeUndefined()
  })

  it.each([
    ['https://evil.example/', /another origin, "https:\/\/evil.example"/],
    ['//evil.example/list', /another origin/],
    ['http://api.example/v1/list?page=2', /another origin, "http:\/\/api.example"/],
    ['https://api.example:8443/', /another origin, "https:\/\/api.example:8443"/],
    ['https://api.example.evil.example/', /another origin/],
    ['https://evil.example\\@api.example/', /another origin/],
    ['javascript:alert(1)', /another origin/],
    ['file:///etc/passwd', /another origin/],
    ['https://kari:hemmelig@api.example/', /a user name or a password/],
    ['https://kari@api.example/', /a user name or a password/],
    ['https://api.example@evil.example/', /a user name or a password/],
    ['https://', /no URL/],
    ['https://api.example:port/', /no URL/],
    ['', /itself/],
    ['?size=2', /itself/],
    ['#next', /itself/],
    [URL, /itself/],
  ])('is not trusted at %j', (target, message) => {
    const quoted = JSON.stringify({ _links: { next: { href: target } } })
    const responses = [answer('[]', `<${target}>; rel=next`), ...(target === '' ? [] : [answer(quoted)])]
    for (const response of responses) {
      const error = failureOf(() => follow(GET, response))
      expect(error.code).toBe('MP_PAGING')
      expect(error.message).toMatch(message)
      expect(error.message).not.toContain('hemmelig')
    }
  })

  it('is not guessed from a Link header that cannot be read', () => {
    const error = failureOf(() => follow(GET, answer('[]', 'https://api.example/2; rel=next')))
    expect(error.code).toBe('MP_PAGING')
  })

  it.each(['"?page=2"', '{"href":7}', '{"href":"/list{?page}","templated":true}', '7'])(
    'is not guessed from a _links.next of %s',
    (next) => {
      expect(failureOf(() => follow(GET, answer(`{"_links":{"next":${next}}}`))).code).toBe('MP_PAGING')
    },
  )

  it('may be the same URL for a first POST, since it is fetched by GET', () => {
    expect(follow(POST, answer('[]', `<${POST.url}>; rel=next`))).toEqual({ url: POST.url })
  })
})

describe('sortValues', () => {
  it('become a cursor, as they are written', () => {
    expect(follow(POST, answer('{"sortValues":["1767319445678","1000012345"],"rettsstiftelse":[]}'))).toEqual(
      {
        lastSortValues: '["1767319445678","1000012345"]',
      },
    )
    expect(follow(POST, answer('{"sortValues": [\n 9007199254740993,\n 1.50 ] }'))).toEqual({
      lastSortValues: '[9007199254740993,1.50 ]',
    })
  })

  it.each([
    ['a POST without a body', { method: 'POST', url: URL }, { lastSortValues: '[1]' }],
    ['a GET with one', { ...GET, body: '{}' }, { lastSortValues: '[1]' }],
  ])('go on from %s', (_, request, cursor) => {
    expect(follow(request, answer('{"sortValues":[1]}'))).toEqual(cursor)
  })

  it.each([
    ['a GET, which has nowhere to put them', GET],
    ['a body that is a list', { ...POST, body: '[]' }],
    ['a body that is a form', { ...POST, body: 'a=b' }],
  ])('are an error after %s', (_, request) => {
    expect(failureOf(() => follow(request, answer('{"sortValues":["1"]}'))).code).toBe('MP_PAGING')
  })

  it.each(['"1"', '1', '{"a":1}', 'true', '0', '""'])('are an error as %s', (values) => {
    expect(failureOf(() => follow(POST, answer(`{"sortValues":${values}}`))).code).toBe('MP_PAGING')
  })

  it('are an error where they are those that were sent', () => {
    const request = requestAt(POST, { lastSortValues: '["1","2"]' })
    expect(failureOf(() => follow(request, answer('{"sortValues":["1","2"]}'))).message).toMatch(
      /asked to go on/,
    )
    expect(follow(request, answer('{"sortValues":["1","3"]}'))).toEqual({ lastSortValues: '["1","3"]' })
  })
})

describe('requestAt', () => {
  it('asks for a link by GET, without the body of the first request', () => {
    expect(requestAt(GET, { url: 'https://api.example/2' })).toEqual({
      method: 'GET',
      url: 'https://api.example/2',
    })
    const { origin } = new globalThis.URL(POST.url)
    expect(requestAt(POST, { url: `${origin}/2` })).toEqual({ method: 'GET', url: `${origin}/2` })
  })

  it('puts sort values into the first body, and leaves all else as it was', () => {
    expect(requestAt(POST, { lastSortValues: '["1","2"]' })).toEqual({
      ...POST,
      body: '{ "upperCutoff": "2026-01-02T03:04:05.678+01:00", "lastSortValues": ["1","2"], "n": 9007199254740993 }',
    })
    expect(requestAt({ method: 'POST', url: URL }, { lastSortValues: '[1]' }).body).toBe(
      '{"lastSortValues":[1]}',
    )
  })

  it.each(['https://evil.example/', 'https://kari@api.example/', 'https://'])(
    'never asks %s, whatever a cursor says',
    (url) => {
      expect(failureOf(() => requestAt(GET, { url })).code).toBe('MP_PAGING')
    },
  )
})

describe('readCursor', () => {
  it.each([
    [GET, { url: 'https://api.example/2' }],
    [POST, { lastSortValues: '["1"]' }],
  ])('takes back what JSON made of a cursor', (first, cursor) => {
    expect(readCursor(first, JSON.parse(JSON.stringify(cursor)))).toEqual(cursor)
  })

  it.each([
    [GET, { url: 'https://evil.example/2' }],
    [GET, { url: '/2' }],
    [GET, { url: 7 }],
    [POST, { lastSortValues: ['1'] }],
    [POST, { lastSortValues: '"1"' }],
    [POST, { lastSortValues: '["1"' }],
    [POST, { lastSortValues: '[],"upperCutoff":1' }],
    [{ ...POST, body: '[]' }, { lastSortValues: '[1]' }],
    [GET, {}],
    [GET, null],
    [GET, 'https://api.example/2'],
  ])('refuses for %o %j', (first, value) => {
    expect(readCursor(first, value)).toBeUndefined()
  })
})
