import { describe, expect, it } from 'vitest'
import { discoverEndpoint } from '../../src/flows/discover-endpoint.js'
import { codeOfRejection } from '../support/failure.js'
import { tokenPorts } from '../support/ports.js'
import { answering, jsonResponse } from '../support/responses.js'

describe('discoverEndpoint', () => {
  it('asks nobody where the endpoint is known', async () => {
    const { send, requests } = answering()
    const known = { name: 'x', issuer: 'https://a.example/', tokenEndpoint: 'https://a.example/t' }
    expect(await discoverEndpoint(known, tokenPorts(send))).toEqual({
      issuer: 'https://a.example/',
      tokenEndpoint: 'https://a.example/t',
    })
    expect(requests).toEqual([])
  })

  it('asks the issuer’s metadata once, and believes its spelling of the issuer', async () => {
    const { send, requests } = answering(
      jsonResponse({ issuer: 'https://a.example/', token_endpoint: 'https://a.example/oauth/token' }),
    )
    expect(await discoverEndpoint({ name: 'x', issuer: 'https://a.example' }, tokenPorts(send))).toEqual({
      issuer: 'https://a.example/',
      tokenEndpoint: 'https://a.example/oauth/token',
    })
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://a.example/.well-known/oauth-authorization-server',
    ])
  })

  it.each([
    [{ issuer: 'https://b.example/', token_endpoint: 'https://a.example/t' }, 'MP_METADATA'],
    [{ issuer: 'https://a.example/', token_endpoint: 'https://b.example/t' }, 'MP_METADATA'],
    [{}, 'MP_RESPONSE_MALFORMED'],
  ])('does not go on with %j', async (body, code) => {
    const { send } = answering(jsonResponse(body))
    expect(
      await codeOfRejection(discoverEndpoint({ name: 'x', issuer: 'https://a.example/' }, tokenPorts(send))),
    ).toBe(code)
  })
})
