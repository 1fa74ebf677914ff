import { describe, expect, it } from 'vitest'
import { PUBLISHED_REFUSALS } from '../../../../src/sandbox/refusals/refusals.js'
import { codesIn, PROVOKED } from './support/provoked.js'
import { openVendor } from './support/vendor.js'

describe('a code of Altinn’s', () => {
  it.each(PROVOKED)('$code is given for $title', async ({ code, status, provoke }) => {
    const vendor = openVendor()
    const answer = await provoke(vendor)
    expect({ status: answer.status, codes: codesIn(answer) }, answer.body).toEqual({ status, codes: [code] })
    expect(answer.headers['content-type']).toBe('application/problem+json')
    const { validationErrors, detail, code: outer } = JSON.parse(answer.body)
    if (code.startsWith('AUTH.VLD')) {
      expect(outer).toBe('STD-00000')
      expect(validationErrors).toEqual([{ code, detail: expect.any(String), paths: [expect.any(String)] }])
    } else expect(detail).toMatch(/^\S.*[^.]$/)
  })

  it('is a published one, with the status that was published', () => {
    for (const { code, status } of PROVOKED) {
      const published = PUBLISHED_REFUSALS.find(({ name }) => name === code)
      if (published === undefined || !('answer' in published)) throw new Error(`${code} is not published`)
      expect(published.answer({ now: () => 0, newId: () => '' }).status).toBe(status)
    }
  })

  it('changes nothing', async () => {
    for (const { provoke, code } of PROVOKED) {
      const vendor = openVendor()
      let before = ''
      const watched = {
        ...vendor,
        ask: async (...rest: Parameters<typeof vendor.ask>) => {
          before = JSON.stringify([vendor.state, vendor.disk.saves])
          return vendor.ask(...rest)
        },
        decide: async (...rest: Parameters<typeof vendor.decide>) => {
          before = JSON.stringify([vendor.state, vendor.disk.saves])
          return vendor.decide(...rest)
        },
        look: async (...rest: Parameters<typeof vendor.look>) => {
          before = JSON.stringify([vendor.state, vendor.disk.saves])
          return vendor.look(...rest)
        },
        registered: async () => {
          await vendor.registered()
          return watched
        },
      }
      await provoke(watched)
      expect(JSON.stringify([vendor.state, vendor.disk.saves]), code).toBe(before)
    }
  })
})
