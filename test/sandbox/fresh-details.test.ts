import { describe, expect, it } from 'vitest'
import { freshForDetails } from '../../src/sandbox/fresh-details.js'
import { part } from './support/grants.js'

describe('what others have kept', () => {
  const grant = (claims: object) => `assertion=${[{}, claims].map(part).join('.')}.x`

  it.each([
    ['a grant with authorization_details', grant({ scope: 'a:b', authorization_details: [] }), 1],
    ['a grant without', grant({ scope: 'a:b' }), 0],
    ['no grant', 'assertion=', 0],
    ['nothing', undefined, 0],
    ['what is no grant', 'assertion=a.%ff.%%', 0],
  ])('is taken over for %s: %#', async (_, body, times) => {
    let reloads = 0
    const handle = freshForDetails(
      async () => ({ status: 200, headers: {}, body: `${reloads}` }),
      () => void reloads++,
    )
    const url = 'http://127.0.0.1:8473/token'
    const answer = await handle({ method: 'POST', url, headers: {}, ...(body !== undefined && { body }) })
    expect(answer.body).toBe(`${times}`)
  })
})
