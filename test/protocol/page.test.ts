import { describe, expect, it } from 'vitest'
import { isPage, isWithoutContent, readPage } from '../../src/protocol/page.js'
import { failureOf } from '../support/failure.js'

const URL = 'https://api.example/list'

function answer(body: string, headers = {}, status = 200) {
  return { status, headers, body }
}

describe('readPage', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['\ufeff[]', []],
    ['null', null],
    [' "text" ', 'text'],
  ])('reads %j', (body, value) => {
    expect(readPage(URL, answer(body))).toEqual(value)
  })

  it.each([
    ['', {}, 'an empty body'],
    ['{"fnr":"geheim', {}, 'a body that is not JSON'],
    ['{"fnr":"geheim', { 'content-type': 'application/json; charset=utf-8' }, 'a body that is not JSON'],
    ['{"fnr":"geheim', { 'content-type': 'application/hal+json' }, 'a body that is not JSON'],
    ['<p>geheim', { 'content-type': 'text/html; charset=utf-8' }, 'a body of type text/html'],
    ['geheim', { 'content-type': 'a/\u001b[2J' }, 'a body of type a/ [2J'],
  ])('says what %j of %j is, and repeats nothing of it', (body, headers, what) => {
    const error = failureOf(() => readPage(URL, answer(body, headers)))
    expect(error.code).toBe('MP_RESPONSE_MALFORMED')
    expect(error.message).toBe(`${URL} answered 200 with ${what}`)
    expect(`${error.stack}${error.cause}`).not.toContain('geheim')
  })
})

it.each([
  [200, true, false],
  [204, true, true],
  [205, true, true],
  [299, true, false],
  [302, false, false],
  [304, false, false],
  [400, false, false],
  [500, false, false],
])('an answer with status %i: a page %s, without content %s', (status, page, empty) => {
  expect([isPage(answer('', {}, status)), isWithoutContent(answer('', {}, status))]).toEqual([page, empty])
})
