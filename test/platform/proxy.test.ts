import { describe, expect, it } from 'vitest'
import { routeFor } from '../../src/platform/proxy.js'
import { failureOf } from '../support/failure.js'

const SECURE = 'https://test.maskinporten.no/token'
const P = 'http://proxy.example:3128'

function originFor(url: string, env: Record<string, string>): string | undefined {
  const route = routeFor(new URL(url), env)
  return route && `${route.how} ${route.proxy.origin}`
}

describe('the proxy of a request', () => {
  it.each([
    [{ HTTPS_PROXY: P }, `tunnel ${P}`],
    [{ https_proxy: P }, `tunnel ${P}`],
    [{ https_proxy: 'http://lower.example:1', HTTPS_PROXY: P }, 'tunnel http://lower.example:1'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, `tunnel ${P}`],
    [{ HTTPS_PROXY: 'https://proxy.example' }, 'tunnel https://proxy.example'],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTP_PROXY: P }, undefined],
    [{}, undefined],
  ])('over TLS with %j is %s', (env, expected) => {
    expect(originFor(SECURE, env as Record<string, string>)).toBe(expected)
  })

  it('of plain HTTP is one on this machine or none: a grant in the clear does not leave it', () => {
    const here = 'http://127.0.0.1:8473/token'
    expect(originFor(here, { HTTP_PROXY: 'http://127.0.0.1:3128' })).toBe('forward http://127.0.0.1:3128')
    expect(originFor(here, { http_proxy: 'http://localhost:3128' })).toBe('forward http://localhost:3128')
    expect(originFor(here, { HTTP_PROXY: P })).toBeUndefined()
    expect(originFor(here, { HTTPS_PROXY: 'http://127.0.0.1:3128' })).toBeUndefined()
  })

  it.each([
    '*',
    'test.maskinporten.no',
    'TEST.maskinporten.NO',
    'maskinporten.no',
    '.maskinporten.no',
    '*.maskinporten.no',
    'a.example, maskinporten.no',
    'a.example maskinporten.no',
    'maskinporten.no:443',
  ])('is none where NO_PROXY says %j', (list) => {
    expect(originFor(SECURE, { HTTPS_PROXY: P, NO_PROXY: list })).toBeUndefined()
    expect(originFor(SECURE, { HTTPS_PROXY: P, no_proxy: list })).toBeUndefined()
  })

  it.each([
    '',
    'porten.no',
    'maskinporten.no:8443',
    'est.maskinporten.no',
    'maskinporten.no.example',
    '.no.',
  ])('is used where NO_PROXY says %j', (list) => {
    expect(originFor(SECURE, { HTTPS_PROXY: P, NO_PROXY: list })).toBe(`tunnel ${P}`)
  })

  it.each([
    ['https://[::1]:8443/', '::1'],
    ['https://[::1]:8443/', '[::1]:8443'],
    ['https://127.0.0.1/', '127.0.0.1'],
    ['https://127.0.0.1:8443/', '127.0.0.1:8443'],
  ])('is none for %s where NO_PROXY says %s', (url, list) => {
    expect(originFor(url, { HTTPS_PROXY: P, NO_PROXY: list })).toBeUndefined()
  })

  it('takes an address for an address, and for no end of one', () => {
    expect(originFor('https://127.0.0.1/', { HTTPS_PROXY: P, NO_PROXY: '0.0.1' })).toBe(`tunnel ${P}`)
  })

  it.each(['socks5://kari:hemmelig@proxy.example', 'http://', 'http://kari:hemmelig@'])(
    'is a mistake where the variable names none: %s',
    (value) => {
      const error = failureOf(() => routeFor(new URL(SECURE), { HTTPS_PROXY: value }))
      expect(error.code).toBe('MP_VARIABLE_INVALID')
      expect(error.message).toBe('$HTTPS_PROXY does not name an http: or https: proxy')
    },
  )
})
