import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Host } from '../host.js'
import { readCertificate } from '../keys/certificate.js'
import type { Certificate } from '../keys/signing-key.js'
import type { Resolved } from '../profiles/resolve.js'
import type { Jwt } from '../protocol/jwt.js'
import { type Judgement, lintGrant } from '../protocol/lint/lint.js'
import type { KnownIssuer } from '../protocol/lint/rule.js'
import type { ReadKeystorePorts } from './read-keystore.js'
import { readPublicKey } from './read-public-key.js'

/** What a grant is held against, beside the rules. */
export interface Bench {
  now: number
  issuers: readonly KnownIssuer[]
  environment?: KnownIssuer | undefined
  clientId?: string | undefined
  key?: KeyObject | undefined
}

/** Judges a grant that may come from anywhere, offline. */
export function judgeGrant(jwt: Jwt, bench: Bench): Judgement {
  const { header, claims } = jwt
  const { now, issuers, environment, clientId, key } = bench
  return lintGrant({
    jwt,
    header,
    claims,
    now,
    issuers,
    ...(Array.isArray(header.x5c) && { chain: readX5c(header.x5c) }),
    ...(environment && { environment }),
    ...(clientId !== undefined && { clientId }),
    ...(key && { key }),
  })
}

/** The certificates of an `x5c` header, also where their encoding is not what it should be; undefined for what is none. */
export function readX5c(elements: readonly unknown[]): (Certificate | undefined)[] {
  return elements.map((element) => {
    if (typeof element !== 'string') return undefined
    try {
      return readCertificate(Buffer.from(element.replace(/-----[A-Z ]+-----/g, ''), 'base64'))
    } catch {
      return undefined // a rule says so
    }
  })
}

/** The public key that verifies a grant with this `kid`, from the file that the settings name. Throws `MP_KEY_*`. */
export async function registeredKey(
  kid: unknown,
  key: Resolved['key'],
  host: ReadKeystorePorts & Pick<Host, 'now'>,
): Promise<KeyObject> {
  const isPlain = typeof kid === 'string' && /^[\w.-]+$/.test(kid)
  const named = key.kid || !isPlain ? key : { ...key, kid: { value: kid, origin: 'the grant' } }
  return createPublicKey({ key: await readPublicKey(named, 'RS256', host), format: 'jwk' })
}
