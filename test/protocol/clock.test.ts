import { describe, expect, it } from 'vitest'
import { clockAhead } from '../../src/protocol/clock.js'
import { NOW } from '../support/keys.js'

const at = (second: number) => ({ headers: { date: new Date(second * 1000).toUTCString() } })

describe('clockAhead', () => {
  it.each([
    ['is right', NOW, NOW, 0],
    ['is 45 s ahead', NOW - 45, NOW, 45],
    ['is 45 s behind', NOW + 45, NOW, -45],
    ['is an hour ahead', NOW - 3600, NOW, 3600],
    ['is an hour behind', NOW + 3600, NOW, -3600],
    ['may be right: the answer took 8 s', NOW + 5, NOW + 8, 0],
    ['may be right: the answer was made at once', NOW, NOW + 8, 0],
    ['may be right: the answer was made last', NOW + 8, NOW + 8, 0],
    ['is ahead by what the way does not explain', NOW - 20, NOW + 8, 20],
    ['is behind by what the way does not explain', NOW + 20, NOW + 8, -12],
  ])('%s', (_, theirs, received, ahead) => {
    expect(clockAhead(at(theirs), { sent: NOW, received })).toBe(ahead)
  })

  it.each([{}, { date: '' }, { date: 'soon' }])('is not known from %j', (headers) => {
    expect(clockAhead({ headers }, { sent: NOW, received: NOW })).toBeUndefined()
  })
})
