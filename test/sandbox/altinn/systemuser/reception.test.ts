import { describe, expect, it } from 'vitest'
import {
  AGENT_REQUEST,
  CHANGE,
  changeOf,
  GOOD_REQUEST,
  GOOD_SYSTEM,
  openVendor,
  REGISTER,
  REQUEST,
  SCOPES,
  SYSTEM,
} from './support/vendor.js'

const ID = '5a4db0c5-0000-4000-8000-000000000000'
const { register, admin, write, read } = SCOPES

/** Every endpoint, and the scopes that open it. */
const ENDPOINTS: [method: string, path: string, scopes: string[]][] = [
  ['POST', REGISTER, [register, admin]],
  ['GET', REGISTER, [register, admin]],
  ...['GET', 'PUT', 'DELETE'].map((it): [string, string, string[]] => [
    it,
    `${REGISTER}/x`,
    [register, admin],
  ]),
  ['PUT', `${REGISTER}/x/rights`, [register, admin]],
  ['PUT', `${REGISTER}/x/accesspackages`, [register, admin]],
  ['GET', `${REGISTER}/x/changelog`, [register, admin]],
  ['POST', REQUEST, [write]],
  ['POST', AGENT_REQUEST, [write]],
  ['GET', `${REQUEST}/${ID}`, [read]],
  ['DELETE', `${REQUEST}/${ID}`, [write]],
  ['GET', `${AGENT_REQUEST}/${ID}`, [read]],
  ...[REQUEST, AGENT_REQUEST, CHANGE].flatMap((path): [string, string, string[]][] => [
    ['GET', `${path}/byexternalref/a/b/c`, [read]],
    ['GET', `${path}/bysystem/a`, [read]],
  ]),
  ['POST', changeOf(ID, ID), [write]],
  ['GET', `${CHANGE}/${ID}`, [read]],
  ['DELETE', `${CHANGE}/${ID}`, [write]],
  ['GET', '/systemuser/vendor/byquery?system-id=a&orgno=b', [write]],
  ['GET', '/systemuser/vendor/bysystem/a', [register, admin]],
]

describe('who may ask', () => {
  it.each(ENDPOINTS)('is whoever has a scope of %s %s', async (method, path, scopes) => {
    const vendor = openVendor()
    const asked = async (scope: string) => {
      const { status, headers } = await vendor.ask(method, path, undefined, { scope })
      return status === 403 && headers['www-authenticate']?.includes('insufficient_scope') ? 'closed' : 'open'
    }
    for (const scope of Object.values(SCOPES))
      expect([scope, await asked(scope)]).toEqual([scope, scopes.includes(scope) ? 'open' : 'closed'])
  })

  it.each(['maskinporten', 'altinn'] as const)('may show a token of %s’s', async (kind) => {
    await openVendor().get(200, 'POST', REGISTER, GOOD_SYSTEM, { kind })
  })

  it.each(['', 'x', 'a.b.c'])('shows a good token: %j', async (token) => {
    const answer = await openVendor().ask('GET', REGISTER, undefined, { token })
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'content-type': 'application/problem+json',
        'www-authenticate': 'Bearer error="invalid_token"',
      },
    })
  })

  it('is asked before anything is read or changed', async () => {
    const vendor = openVendor()
    expect((await vendor.ask('POST', REGISTER, '{', { scope: 'altinn:x' })).status).toBe(403)
    expect(vendor.disk).toEqual({ saves: 0, reloads: 0, full: false })
  })
})

describe('what is asked', () => {
  it('is JSON', async () => {
    const plain = { headers: { 'content-type': 'text/plain' } }
    expect((await openVendor().ask('POST', REGISTER, GOOD_SYSTEM, plain)).status).toBe(415)
    const utf8 = { headers: { 'content-type': 'application/json; charset=utf-8' } }
    await openVendor().get(200, 'POST', REGISTER, GOOD_SYSTEM, utf8)
  })

  it('is of a reasonable size', async () => {
    const body = { ...GOOD_SYSTEM, name: { nb: 'x'.repeat(256 * 1024) } }
    expect((await openVendor().ask('POST', REGISTER, body)).status).toBe(413)
  })

  it('goes no deeper than Altinn reads', async () => {
    const nested = (levels: number) => `{"id":${'['.repeat(levels)}${']'.repeat(levels)}}`
    const detail = async (levels: number) =>
      JSON.parse((await openVendor().ask('POST', REGISTER, nested(levels))).body).detail
    expect(await detail(31)).not.toBe('the body goes too deep')
    for (const levels of [32, 100_000]) expect(await detail(levels)).toBe('the body goes too deep')
  })

  it('is at an address, in letters of any size, and with a method that is known there', async () => {
    const vendor = await openVendor().registered()
    expect((await vendor.ask('GET', `${REGISTER}/${SYSTEM}/x`)).status).toBe(404)
    expect((await vendor.ask('GET', `${REGISTER}/%ff`)).status).toBe(404)
    await vendor.get(200, 'GET', `/SystemRegister/Vendor/${SYSTEM}`)
    expect(await vendor.ask('PATCH', REGISTER)).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST' },
    })
    expect((await vendor.ask('HEAD', REGISTER)).status).toBe(200)
  })

  it('is kept by nobody', async () => {
    const vendor = await openVendor().registered()
    expect((await vendor.ask('POST', REQUEST, GOOD_REQUEST)).headers['cache-control']).toBe('no-store')
    expect((await vendor.ask('POST', REQUEST, {})).headers['cache-control']).toBe('no-store')
  })
})
