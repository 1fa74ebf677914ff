import { describe, expect, it } from 'vitest'
import { listDelegationSources } from '../../../src/flows/admin/delegation-sources.js'
import { codeOfRejection } from '../../support/failure.js'
import { answering, jsonResponse } from '../../support/responses.js'

const BASE = 'https://selfservice.test/api/v1/'

describe('listDelegationSources', () => {
  it('reads the open list, without a token', async () => {
    const sources = [{ name: 'altinn', issuer: 'https://tt02.altinn.no/' }]
    const { send, requests } = answering(jsonResponse(sources))
    expect(await listDelegationSources({ base: BASE, send })).toEqual(sources)
    expect(requests).toEqual([
      { method: 'GET', url: `${BASE}delegationsources`, headers: { accept: 'application/json' } },
    ])
  })

  it('takes nothing else for it', async () => {
    const { send } = answering(jsonResponse({ name: 'altinn' }))
    expect(await codeOfRejection(listDelegationSources({ base: BASE, send }))).toBe('MP_RESPONSE_MALFORMED')
  })
})
