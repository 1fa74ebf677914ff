import { describe, expect, it } from 'vitest'
import { apiRequest } from '../../src/protocol/api-request.js'
import { parseHeaderLine } from '../../src/protocol/header-line.js'

const OWN = { userAgent: 'mp/1.2.3', contentType: 'application/json' }

function headersWith(lines: readonly string[], own: { userAgent: string; contentType?: string } = OWN) {
  const wanted = { method: 'POST', url: 'https://api.example.no/' }
  return apiRequest(wanted, own, lines.map(parseHeaderLine)).headers
}

describe('apiRequest', () => {
  it('is what was asked for, with headers of its own', () => {
    expect(
      apiRequest({ method: 'GET', url: 'https://api.example.no/a?b=%2f' }, { userAgent: 'mp/1' }, []),
    ).toEqual({
      method: 'GET',
      url: 'https://api.example.no/a?b=%2f',
      headers: [
        ['accept', 'application/json, */*;q=0.5'],
        ['user-agent', 'mp/1'],
      ],
    })
  })

  it('names the type of a body that has one', () => {
    expect(headersWith([])).toContainEqual(['content-type', 'application/json'])
  })

  it("sends a person's header in place of its own, however it is spelt", () => {
    expect(headersWith(['ACCEPT: text/csv', 'Content-Type: text/plain'])).toEqual([
      ['user-agent', 'mp/1.2.3'],
      ['ACCEPT', 'text/csv'],
      ['Content-Type', 'text/plain'],
    ])
  })

  it('leaves out what was taken away, and sends empty what was emptied', () => {
    expect(headersWith(['Accept:', 'user-agent;', 'X-Not-There:'])).toEqual([
      ['content-type', 'application/json'],
      ['user-agent', ''],
    ])
  })

  it('keeps the order of headers, and one that comes twice', () => {
    expect(headersWith(['X-B: 1', 'X-A: 2', 'x-b: 3', 'X-B: 1']).slice(3)).toEqual([
      ['X-B', '1'],
      ['X-A', '2'],
      ['x-b', '3'],
      ['X-B', '1'],
    ])
  })
})
