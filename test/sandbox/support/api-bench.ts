import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { HttpRequest } from '../../../src/protocol/http.js'
import type { ApiCourt } from '../../../src/sandbox/bearer.js'
import { makeRegistry } from '../../../src/sandbox/registry.js'
import type { IssuerKey } from '../../../src/sandbox/state.js'
import { ISSUER, NOW, ORIGIN } from './bench.js'
import { signJws } from './grants.js'

export const ALTINN_ISSUER = `${ORIGIN}/authentication/api/v1/openid/`

type Json = Record<string, unknown>

/** How a token differs from a good one of Maskinporten's. A claim that is undefined is left out. */
export interface TokenWish {
  claims?: Json
  header?: Json
  signer?: KeyObject
}

/** What an API knows, and tokens that it could be shown: keys are made once for a test file. */
export interface ApiBench {
  court: ApiCourt
  /** The issuer's private key, and one that is nobody's. */
  keys: { issuer: KeyObject; foreign: KeyObject }
  token(wish?: TokenWish): string
  /** A good token of Altinn's with these scopes, for the service owner `org`. */
  altinnToken(scope: string, org?: string): string
}

export function openApiBench(): ApiBench {
  const [issuer, foreign] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  if (!issuer || !foreign) throw new Error('expected two keys')
  const issuerKey = { ...issuer.export({ format: 'jwk' }), kid: 'issuer-1' } as unknown as IssuerKey
  const state = {
    valid_from: NOW - 3600,
    expires_at: NOW + 3600,
    issuer_keys: [issuerKey],
    ca: { root: '', issuing: '' },
    ...makeRegistry(NOW),
  }
  const token = ({ claims = {}, header = {}, signer = issuer }: TokenWish = {}) =>
    signJws({ kid: 'issuer-1', alg: 'RS256', ...header }, { ...goodClaims(), ...claims }, signer)
  return {
    court: { state, origin: ORIGIN, now: () => NOW },
    keys: { issuer, foreign },
    token,
    altinnToken: (scope, org) =>
      token({ claims: { iss: ALTINN_ISSUER, scope, 'urn:altinn:org': org, nbf: NOW } }),
  }
}

function goodClaims(): Json {
  return {
    iss: ISSUER,
    client_id: 'the-client',
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310904473' },
    scope: 'brreg:losore/utlegg brreg:losore/tlg',
    iat: NOW,
    exp: NOW + 120,
  }
}

/** A request for a path of the sandbox, with a token where there is one. */
export function requestFor(path: string, token?: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const { headers, ...rest } = more
  return {
    method: 'GET',
    url: ORIGIN + path,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    ...rest,
  }
}
