import { describe, expect, it, onTestFinished } from 'vitest'
import type { HttpResponse } from '../../../../src/protocol/http.js'
import { APPROVAL_RULES } from '../../../../src/sandbox/altinn/systemuser/approval-rules.js'
import {
  ADDRESS_RULES,
  CLIENT_RULES,
  NAMING_RULES,
  PACKAGE_RULES,
  RIGHT_RULES,
  VENDOR_RULES,
} from '../../../../src/sandbox/altinn/systemuser/system-rules.js'
import { CONTENT_RULES, REDIRECT_RULES } from '../../../../src/sandbox/altinn/systemuser/wish-rules.js'
import { PUBLISHED_REFUSALS } from '../../../../src/sandbox/refusals/refusals.js'
import { codesIn, PROVOKED, type Provoked } from './support/provoked.js'
import { openVendor } from './support/vendor.js'

/** Every rule that stands in a list, by the code that is given where it is broken. */
const RULES = [
  ...[
    ...VENDOR_RULES,
    ...NAMING_RULES,
    ...ADDRESS_RULES,
    ...CLIENT_RULES,
    ...RIGHT_RULES,
    ...PACKAGE_RULES,
  ].map((rule) => ({ code: codeOf('AUTH.VLD', rule.number), rule })),
  ...[...new Set([...REDIRECT_RULES, ...Object.values(CONTENT_RULES).flat(), ...APPROVAL_RULES])].map(
    (rule) => ({ code: codeOf('AUTH', rule.number), rule }),
  ),
]

function codeOf(kind: string, number: number): string {
  return `${kind}-${`${number}`.padStart(5, '0')}`
}

async function given({ provoke }: Provoked): Promise<string> {
  const answer = await provoke(openVendor()).catch((error) => ({
    body: JSON.stringify({ code: `${error}` }),
  }))
  return codesIn(answer as HttpResponse).join()
}

describe('a rule of the system register’s and of requests', () => {
  it.each(RULES)('is missed where it is taken away: $code $rule.words', async ({ code, rule }) => {
    const rows = PROVOKED.filter((row) => row.code === code)
    const own = rule.isBroken
    onTestFinished(() => void Object.assign(rule, { isBroken: own }))
    Object.assign(rule, { isBroken: () => false })
    const codes = await Promise.all(rows.map(given))
    expect(codes.some((it) => it !== code)).toBe(true)
  })
})

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
