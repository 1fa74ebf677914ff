import { calculateJwkThumbprint, exportJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { privateJwk, publicJwk, thumbprint } from '../../../src/keys/write/jwk.js'
import { privateKey, publicKey } from '../../support/keys.js'

const FACTS = { kid: 'a-kid', alg: 'RS256' }

describe('a written JWK', () => {
  it('is what jose makes of the same key, and what Digdir asks for beside it', async () => {
    expect(publicJwk(privateKey, FACTS)).toEqual({ ...(await exportJWK(publicKey)), use: 'sig', ...FACTS })
    expect(privateJwk(privateKey, FACTS)).toEqual({ ...(await exportJWK(privateKey)), use: 'sig', ...FACTS })
  })

  it('has the thumbprint that jose works out', async () => {
    expect(thumbprint(privateKey)).toBe(await calculateJwkThumbprint(await exportJWK(publicKey)))
  })
})
