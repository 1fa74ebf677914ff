import { createPrivateKey, type webcrypto } from 'node:crypto'
import { modifyAssertion, PrivateKeyJwt } from 'oauth4webapi'
import type { Maker, Wish } from './maker.js'

/** The client assertion of an OAuth library (RFC 7523 section 2.2), turned into a grant (section 2.1). */
export const oauth4webapiMaker: Maker = {
  name: 'oauth4webapi',
  make: (wishes) => Promise.all(wishes.map((wish) => assertion(wish, true))),
}

/** The assertion as the library makes it, or with the claims of the wish and no others. */
export async function assertion({ alg, key, header, claims }: Wish, isTurned: boolean): Promise<string> {
  const authenticate = PrivateKeyJwt(await importKey(key, alg), {
    [modifyAssertion](its, payload) {
      if ('kid' in its && its.kid === undefined) delete its.kid
      Object.assign(its, header)
      if (!isTurned) return
      for (const name of Object.keys(payload)) delete payload[name]
      Object.assign(payload, claims)
    },
  })
  const body = new URLSearchParams()
  await authenticate({ issuer: `${claims.aud}` }, { client_id: `${claims.iss}` }, body, new Headers())
  return body.get('client_assertion') ?? ''
}

function importKey(pem: string, alg: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })
  const name = alg.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
  return crypto.subtle.importKey('pkcs8', der, { name, hash: `SHA-${alg.slice(2)}` }, false, ['sign'])
}
