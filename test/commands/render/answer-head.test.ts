import { describe, expect, it } from 'vitest'
import { type AnswerHead, renderHead } from '../../../src/commands/render/answer-head.js'

const HEAD: AnswerHead = {
  status: 200,
  statusText: 'OK',
  headers: [
    ['Content-Type', 'application/json'],
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ],
}

function shown(head: AnswerHead, terminal: boolean): string {
  return Buffer.from(renderHead(head, terminal)).toString('utf8')
}

/** A header as Node's parser gives it: a letter for each byte. */
function withHeader(value: string): AnswerHead {
  return { ...HEAD, headers: [['X-A', Buffer.from(value).toString('latin1')]] }
}

describe('renderHead', () => {
  it.each([true, false])(
    'shows status, headers in their order, and the line that ends them (terminal: %s)',
    (at) => {
      expect(shown(HEAD, at)).toBe(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n',
      )
    },
  )

  it('ends an answer without headers, or without words', () => {
    expect(shown({ status: 204, statusText: '', headers: [] }, false)).toBe('HTTP/1.1 204 \r\n\r\n')
  })

  it.each([true, false])('keeps letters beyond ASCII as the bytes they came in (terminal: %s)', (at) => {
    expect(shown(withHeader('blåbær €'), at)).toBe('HTTP/1.1 200 OK\r\nX-A: blåbær €\r\n\r\n')
  })

  it('keeps bytes that are no UTF-8, in a pipe', () => {
    const head = { ...HEAD, headers: [['X-A', 'bl\u00e5b\u00e6r']] as const }
    expect(Buffer.from(renderHead(head, false)).includes(Buffer.from('blåbær', 'latin1'))).toBe(true)
  })

  it('lets no header steer a terminal, and no status either', () => {
    expect(
      shown({ ...withHeader('a\u001b[2J\u009b1mb\u202ec'), statusText: 'O\u001b]0;K\u0007' }, true),
    ).toBe('HTTP/1.1 200 O ]0;K \r\nX-A: a [2J 1mb c\r\n\r\n')
    expect(shown(withHeader('a\u001b[2J'), false)).toContain('a\u001b[2J')
  })

  it('cuts no long header off', () => {
    expect(shown(withHeader('x'.repeat(5000)), true)).toContain('x'.repeat(5000))
  })
})
