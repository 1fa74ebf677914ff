import { describe, expect, it } from 'vitest'
import { type FollowOptions, followPages } from '../../src/flows/follow-pages.js'
import type { HttpResponse } from '../../src/protocol/http.js'
import type { PageRequest } from '../../src/protocol/page.js'
import type { Cursor } from '../../src/protocol/paging.js'
import { rejectionOf } from '../support/failure.js'

const GET: PageRequest = { method: 'GET', url: 'https://api.example/list' }
const POST: PageRequest = {
  method: 'POST',
  url: 'https://api.example/totalbestand',
  body: '{"lastSortValues":null}',
}

interface Heard {
  requests: PageRequest[]
  /** Lines and marks in the order they came. */
  events: (string | Cursor | undefined)[]
}

/** Ports that answer by URL, or by body for a POST, and what happened to them. */
function portsWith(
  pages: Record<string, Partial<HttpResponse> | string>,
  stopAfter = Number.POSITIVE_INFINITY,
) {
  const heard: Heard = { requests: [], events: [] }
  return {
    heard,
    async fetch(request: PageRequest) {
      heard.requests.push(request)
      const page = pages[request.body ?? request.url]
      if (page === undefined) throw new Error(`${request.url} was not expected`)
      return { status: 200, headers: {}, body: '', ...(typeof page === 'string' ? { body: page } : page) }
    },
    async write(lines: string) {
      await Promise.resolve()
      heard.events.push(lines)
    },
    mark: (cursor: Cursor | undefined) => void heard.events.push(cursor),
    stopping: () => heard.requests.length >= stopAfter,
  }
}

const PAGES = {
  'https://api.example/list': '{\n  "a": [1.50, 2],\n  "_links": {"next": {"href": "?2"}}\n}',
  'https://api.example/list?2': '{"a":[],"_links":{"next":{"href":"?3"}}}',
  'https://api.example/list?3': '{"a":[{"b":\n3}]}',
}
const SECOND = { url: 'https://api.example/list?2' }
const THIRD = { url: 'https://api.example/list?3' }

const SORTED = {
  '{"lastSortValues":null}': '{"sortValues":["1","2"],"rettsstiftelse":[{"nr":1},{"nr":2}]}',
  '{"lastSortValues":["1","2"]}': '{"sortValues":["3","4"],"rettsstiftelse":[{"nr":3}]}',
  '{"lastSortValues":["3","4"]}': '{"rettsstiftelse":[]}',
}

describe('following pages', () => {
  it('prints a page a line, each as it came, and marks each when it is out', async () => {
    const ports = portsWith(PAGES)
    expect(await followPages(GET, {}, ports)).toEqual({ end: 'done' })
    expect(ports.heard.events).toEqual([
      '{"a": [1.50, 2],"_links": {"next": {"href": "?2"}}}\n',
      SECOND,
      '{"a":[],"_links":{"next":{"href":"?3"}}}\n',
      THIRD,
      '{"a":[{"b":3}]}\n',
      undefined,
    ])
  })

  it('prints an item a line, and nothing for a page without items', async () => {
    const ports = portsWith(PAGES)
    await followPages(GET, { items: '/a' }, ports)
    expect(ports.heard.events).toEqual(['1.50\n2\n', SECOND, THIRD, '{"b":3}\n', undefined])
  })

  it('follows sort values with the body of the first request', async () => {
    const ports = portsWith(SORTED)
    await followPages(POST, { items: '/rettsstiftelse' }, ports)
    expect(ports.heard.requests.map(({ body }) => body)).toEqual(Object.keys(SORTED))
    expect(ports.heard.events.filter((event) => typeof event === 'string').join('')).toBe(
      '{"nr":1}\n{"nr":2}\n{"nr":3}\n',
    )
  })

  it('prints the empty last page like any other where pages are asked for', async () => {
    const ports = portsWith(SORTED)
    await followPages(POST, {}, ports)
    expect(ports.heard.events.at(-2)).toBe('{"rettsstiftelse":[]}\n')
  })

  it.each([
    [{ from: SECOND }, ['{"a":[],"_links":{"next":{"href":"?3"}}}\n', THIRD, '{"a":[{"b":3}]}\n', undefined]],
    [{ from: THIRD, items: '/a' }, ['{"b":3}\n', undefined]],
  ] satisfies [FollowOptions, unknown[]][])('goes on from %j', async (options, events) => {
    const ports = portsWith(PAGES)
    await followPages(GET, options, ports)
    expect(ports.heard.events).toEqual(events)
  })

  it('is done after one page where there is no more', async () => {
    const ports = portsWith({ [GET.url]: '[1]' })
    expect(await followPages(GET, { items: '' }, ports)).toEqual({ end: 'done' })
    expect(ports.heard.events).toEqual(['1\n', undefined])
  })
})

describe('an interruption', () => {
  it('stops after the page at hand is out and marked', async () => {
    const ports = portsWith(PAGES, 2)
    expect(await followPages(GET, { items: '/a' }, ports)).toEqual({ end: 'stopped' })
    expect(ports.heard.events).toEqual(['1.50\n2\n', SECOND, THIRD])
  })

  it('does not stop what is done', async () => {
    expect(await followPages(GET, {}, portsWith(PAGES, 3))).toEqual({ end: 'done' })
  })

  it('of the output leaves its page unmarked', async () => {
    const ports = portsWith(PAGES)
    const write = async () => {
      throw new Error('broken pipe')
    }
    await expect(followPages(GET, {}, { ...ports, write })).rejects.toThrow('broken pipe')
    expect(ports.heard.events).toEqual([])
  })
})

describe('an answer that is no page', () => {
  it.each([302, 400, 401, 403, 404, 500, 503])(
    'with status %i ends it, and is given back whole',
    async (status) => {
      const response = { status, headers: { location: '/x' }, body: '{"feilmelding":"x"}' }
      const first = portsWith({ [GET.url]: response })
      expect(await followPages(GET, {}, first)).toEqual({ end: 'answer', response, first: true })
      const second = portsWith({ ...PAGES, [SECOND.url]: response })
      expect(await followPages(GET, {}, second)).toEqual({ end: 'answer', response, first: false })
      expect(second.heard.events).toHaveLength(2)
      const resumed = portsWith({ [SECOND.url]: response })
      expect(await followPages(GET, { from: SECOND }, resumed)).toEqual({
        end: 'answer',
        response,
        first: false,
      })
      expect([...first.heard.events, ...resumed.heard.events]).toEqual([])
    },
  )

  it.each([204, 205])('but without content (%i) is an empty page', async (status) => {
    const ports = portsWith({
      [GET.url]: { status, headers: { link: '<?2>; rel=next' } },
      [SECOND.url]: { status },
    })
    expect(await followPages(GET, { items: '/a' }, ports)).toEqual({ end: 'done' })
    expect(ports.heard.events).toEqual([SECOND, undefined])
  })

  it.each(['', '<html>', '{"a":[1', '{}{}'])('but says it is one is malformed: %j', async (body) => {
    const ports = portsWith({ ...PAGES, [SECOND.url]: { body } })
    expect((await rejectionOf(followPages(GET, {}, ports))).code).toBe('MP_RESPONSE_MALFORMED')
    expect(ports.heard.events).toHaveLength(2)
  })
})

describe('items that are not there', () => {
  it('on the first page are a mistake, and the message has the lists that are there', async () => {
    const ports = portsWith({
      '{"lastSortValues":null}': '{"sortValues":["1"],"rettsstiftelse":[{}],"a b":[]}',
    })
    const error = await rejectionOf(followPages(POST, { items: '/feil' }, ports))
    expect(error.code).toBe('MP_USAGE')
    expect(error.message).toBe(
      '--items /feil finds no list in the answer to POST https://api.example/totalbestand, which has --items /rettsstiftelse, --items "/a b"',
    )
    expect(ports.heard.events).toEqual([])
  })

  it.each(['{"a":{}}', '{"a":1}', '{}', '"a"'])('on the first page are a mistake in %s', async (body) => {
    const error = await rejectionOf(followPages(GET, { items: '/a' }, portsWith({ [GET.url]: body })))
    expect([error.code, error.message]).toEqual(['MP_USAGE', expect.stringMatching(/which has none at all$/)])
  })

  it('are known to be no pointer before anything is sent', async () => {
    const ports = portsWith(PAGES)
    expect((await rejectionOf(followPages(GET, { items: 'a' }, ports))).code).toBe('MP_USAGE')
    expect(ports.heard.requests).toEqual([])
  })

  it('on the last page are none', async () => {
    const ports = portsWith({ ...PAGES, [SECOND.url]: '{"total":2}' })
    expect(await followPages(GET, { items: '/a' }, ports)).toEqual({ end: 'done' })
    expect(ports.heard.events).toEqual(['1.50\n2\n', SECOND, undefined])
  })

  it.each(['{"_links":{"next":{"href":"?3"}}}', '{"a":{},"_links":{"next":{"href":"?3"}}}', '{"a":{}}'])(
    'on a later page are an error: %s',
    async (body) => {
      for (const [options, events] of [
        [{}, 2],
        [{ from: SECOND }, 0],
      ] as const) {
        const ports = portsWith({ ...PAGES, [SECOND.url]: body })
        const error = await rejectionOf(followPages(GET, { items: '/a', ...options }, ports))
        expect(error.code).toBe('MP_PAGING')
        expect(ports.heard.events).toHaveLength(events)
      }
    },
  )
})

describe('a next page that cannot be trusted', () => {
  it('keeps the page that names it from being marked or printed', async () => {
    const ports = portsWith({
      ...PAGES,
      [SECOND.url]: '{"a":[],"_links":{"next":{"href":"https://evil.example"}}}',
    })
    expect((await rejectionOf(followPages(GET, {}, ports))).code).toBe('MP_PAGING')
    expect(ports.heard.events).toHaveLength(2)
    expect(ports.heard.requests.map(({ url }) => url)).not.toContain('https://evil.example/')
  })

  it.each([
    [SECOND.url, 'the page just fetched'],
    [SECOND.url.replace('?2', '?1'), 'one before it'],
  ])('is %s, %s', async (target) => {
    const ports = portsWith({
      [GET.url]: '{"_links":{"next":{"href":"?1"}}}',
      'https://api.example/list?1': '{"_links":{"next":{"href":"?2"}}}',
      [SECOND.url]: `{"_links":{"next":{"href":"${target}"}}}`,
    })
    expect((await rejectionOf(followPages(GET, {}, ports))).code).toBe('MP_PAGING')
    expect(ports.heard.requests).toHaveLength(3)
  })

  it('is the first page', async () => {
    const ports = portsWith({ ...PAGES, [SECOND.url]: '{"_links":{"next":{"href":"/list"}}}' })
    expect((await rejectionOf(followPages(GET, {}, ports))).code).toBe('MP_PAGING')
    expect(ports.heard.requests).toHaveLength(2)
  })

  it('is the page that a resumed run began at', async () => {
    const ports = portsWith({ ...PAGES, [THIRD.url]: '{"_links":{"next":{"href":"?2"}}}' })
    expect((await rejectionOf(followPages(GET, { from: SECOND }, ports))).code).toBe('MP_PAGING')
    expect(ports.heard.requests).toHaveLength(2)
  })
})
