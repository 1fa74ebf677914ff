import { describe, expect, it } from 'vitest'
import { reasonOf, unanswered, unreachable } from '../../src/platform/unreachable.js'

const url = 'https://api.example/x'

describe('a request without an answer', () => {
  it('is told with its method, its URL and what became of it', () => {
    const cause = new Error('what the system says')
    expect(unreachable({ method: 'POST', url }, 'was cut off', cause)).toMatchObject({
      code: 'MP_UNREACHABLE',
      message: `POST ${url} was cut off`,
      cause,
    })
  })

  it.each(['GET', 'HEAD', 'OPTIONS'])('changes nothing with %s, heard or not', (method) => {
    expect(unanswered({ method, url }, 'was cut off').code).toBe('MP_UNREACHABLE')
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'get', 'PURGE'])('may have been heard with %s', (method) => {
    expect(unanswered({ method, url }, 'was cut off')).toMatchObject({
      code: 'MP_UNANSWERED',
      message: `${method} ${url} was cut off`,
    })
  })

  it.each([
    ['ECONNREFUSED', 'found nobody listening (connection refused)'],
    ['HPE_INVALID_CONSTANT', 'met something that does not speak HTTP'],
    ['EWHATEVER', 'failed (EWHATEVER)'],
    [undefined, 'failed'],
  ])('is explained by the code %s', (code, words) => {
    expect(reasonOf(Object.assign(new Error('x'), { code }))).toBe(words)
  })
})
