import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../../../src/sandbox/scenarios/list.js'
import { readScenario } from '../../../src/sandbox/scenarios/read-scenario.js'

describe('readScenario', () => {
  it.each([
    ['clock-skew', 45, undefined],
    ['clock-skew=-45s', -45, undefined],
    ['clock-skew=+1h', 3600, undefined],
    ['clock-skew=2d:abc', 172_800, 'abc'],
    ['slow', 15, undefined],
    ['slow=500ms', 0.5, undefined],
    ['slow=1.5:a:b', 1.5, 'a:b'],
    ['drip=1m', 60, undefined],
    ['outage', Number.POSITIVE_INFINITY, undefined],
    ['outage=0', 0, undefined],
    ['outage=1000:En klient', 1000, 'En klient'],
    ['rate-limit', 1, undefined],
    ['unknown-kid', 30, undefined],
  ])('reads %s', (text, value, client) => {
    const name = text.split(/[=:]/)[0]
    expect(readScenario(text)).toEqual({ name, value, text, ...(client !== undefined && { client }) })
  })

  it.each([
    ['outge', /^is none of clock-skew, .* and refuse$/, 'outage'],
    ['', /^is none of/, undefined],
    ['constructor', /^is none of/, undefined],
    ['slow=', /^takes a time such as/, undefined],
    ['slow=-1s', /^takes a time such as/, undefined],
    ['slow=2h', /of an hour at most/, undefined],
    ['clock-skew=2y', /^takes a time such as/, undefined],
    ['clock-skew=367d', /of a year at most/, undefined],
    ['outage=1.5', /^takes a number of requests/, undefined],
    ['outage=1001', /of 1000 at most/, undefined],
    ['outage:', /^names no client/, undefined],
    ['refuse', /^takes the name of a refusal after "="/, undefined],
    ['refuse=', /^takes the name of a refusal/, undefined],
    ['refuse=MP-12', /such as MP-122, AUTH-00007 or clock-ahead$/, 'refuse=MP-012'],
    ['refuse=clock-ahed', /^takes the name of a refusal/, 'refuse=clock-ahead'],
    ['refuse=MP-122:', /^names no client/, undefined],
  ])('refuses %j', (text, problem, suggestion) => {
    expect(readScenario(text)).toEqual({
      problem: expect.stringMatching(problem),
      ...(suggestion !== undefined && { suggestion }),
    })
  })

  it('reads a refusal by its name, and whom it is for', () => {
    expect(readScenario('refuse=auth.vld-00002:En klient')).toEqual({
      name: 'refuse',
      refusal: expect.objectContaining({ name: 'AUTH.VLD-00002' }),
      client: 'En klient',
      text: 'refuse=auth.vld-00002:En klient',
    })
  })

  it('reads every name that is listed', () => {
    for (const { name, parameter } of SCENARIOS) {
      const given = parameter.kind === 'refusal' ? '=MP-012' : ''
      expect(readScenario(name + given)).toMatchObject({ name })
    }
  })
})
