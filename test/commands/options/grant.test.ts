import { describe, expect, it } from 'vitest'
import { readGrant } from '../../../src/commands/options/grant.js'
import type { RawOptions } from '../../../src/commands/options/option.js'
import { codeOf, failureOf } from '../../support/failure.js'
import { memoryFiles } from '../../support/ports.js'

const reading = (raw: RawOptions) => readGrant(raw, { cwd: '/here', files: memoryFiles() })

describe('readGrant', () => {
  it('says nothing where nothing was given', () => {
    expect(reading({})).toEqual({})
  })

  it('reads everything that goes together', () => {
    expect(
      reading({
        clientId: 'abc',
        scope: ['a:b c:d', 'e:f,a:b'],
        resource: ['https://x/', 'https://y/?a,b c'],
        consumerOrg: '0192:310904473',
        pid: '21818297804',
        systemuserOrg: '313 725 138',
        externalRef: 'ref',
        lifetime: '120',
      }),
    ).toEqual({
      clientId: 'abc',
      scopes: ['a:b', 'c:d', 'e:f'],
      resource: ['https://x/', 'https://y/?a,b c'],
      consumerOrg: '310904473',
      pid: '21818297804',
      systemuserOrg: '313725138',
      externalRef: 'ref',
      lifetime: 120,
    })
    expect(reading({ onBehalfOf: 'kunde' })).toEqual({ onBehalfOf: 'kunde' })
    expect(reading({ authorizationDetails: '{"type":"x"}' })).toEqual({
      authorizationDetails: [{ type: 'x' }],
    })
  })

  it.each([
    ['consumerOrg', '--consumer-org'],
    ['systemuserOrg', '--systemuser-org'],
  ])('refuses a %s that is no organisation number, and names the flag and what was typed', (name, flag) => {
    for (const text of ['123456789', '31090447', 'abc']) {
      const error = failureOf(() => reading({ [name]: text }))
      expect(error.code).toBe('MP_USAGE')
      expect(error.message).toContain(`${flag} "${text}"`)
    }
  })

  it('takes a list of persons for none: that is for mp token', () => {
    expect(failureOf(() => reading({ pid: '@persons.txt' })).message).toBe(
      '--pid @<file> is for mp token: here it is one number',
    )
  })

  it('refuses a wrong pid without repeating it: it is a person’s', () => {
    const error = failureOf(() => reading({ pid: '21818297805' }))
    expect(error.code).toBe('MP_USAGE')
    expect(error.message).toContain('--pid')
    expect(error.message).not.toContain('2181829')
  })

  it.each([
    ['1', 1],
    ['60', 60],
    ['120', 120],
  ])('takes a lifetime of %s', (lifetime, seconds) => {
    expect(reading({ lifetime })).toEqual({ lifetime: seconds })
  })

  it.each(['0', '121', '-1', '1.5', '1e1', '0x10', ' 60', '60s', '99999999999999999999'])(
    'refuses a lifetime of %j',
    (lifetime) => {
      const error = failureOf(() => reading({ lifetime }))
      expect(error.code).toBe('MP_USAGE')
      expect(error.message).toContain(`--lifetime "${lifetime}"`)
    },
  )

  it.each([
    [{ consumerOrg: '310904473', onBehalfOf: 'x' }, /--consumer-org and --on-behalf-of exclude/],
    [
      { systemuserOrg: '310904473', authorizationDetails: '{"type":"x"}' },
      /--systemuser-org and --authorization-details exclude/,
    ],
  ])('refuses what excludes each other: %j', (raw, message) => {
    const error = failureOf(() => reading(raw))
    expect(error.code).toBe('MP_USAGE')
    expect(error.message).toMatch(message)
  })

  it.each([
    ['clientId', '--client-id'],
    ['consumerOrg', '--consumer-org'],
    ['onBehalfOf', '--on-behalf-of'],
    ['pid', '--pid'],
    ['systemuserOrg', '--systemuser-org'],
    ['externalRef', '--external-ref'],
    ['authorizationDetails', '--authorization-details'],
    ['lifetime', '--lifetime'],
  ])('refuses an empty %s', (name, flag) => {
    const error = failureOf(() => reading({ [name]: '' }))
    expect(error).toMatchObject({ code: 'MP_USAGE', message: `${flag} is empty` })
  })

  it.each([[['']], [[' , ']], [['', ' ']]])('refuses a scope that is empty: %j', (scope) => {
    expect(codeOf(() => reading({ scope }))).toBe('MP_USAGE')
  })

  it.each([[['']], [['https://x/', '']]])('refuses a resource that is empty: %j', (resource) => {
    expect(codeOf(() => reading({ resource }))).toBe('MP_USAGE')
  })
})
