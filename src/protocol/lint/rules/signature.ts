import { type KeyObject, verify } from 'node:crypto'
import { error, type JudgedGrant, NO_FAULT, type Rule, TROUBLE_PAGE, unseen } from '../rule.js'
import { publicKey } from './certificate.js'

/** The proof of who sent it. */
export const SIGNATURE_RULES: readonly Rule[] = [
  {
    id: 'signature',
    title: 'the signature was made with the key that the header points to',
    source: TROUBLE_PAGE,
    code: 'MP-124',
    check: (grant) => {
      const digest = DIGESTS[`${grant.header.alg}`]
      const key = keyOf(grant)
      if (digest === undefined)
        return unseen('with another algorithm than RS256, RS384 or RS512 nothing is verified')
      if (key === undefined) return unseen(WITHOUT_KEY)
      if (key.asymmetricKeyType !== 'rsa')
        return error('', 'no such signature is made with a key that is not RSA')
      if (verify(digest, Buffer.from(grant.jwt.signingInput), key, grant.jwt.signature)) return NO_FAULT
      return error(
        '',
        `the signature was not made with ${'x5c' in grant.header ? 'the key of the certificate' : 'this key'}`,
      )
    },
  },
]

const DIGESTS: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' }
const WITHOUT_KEY = 'the key that the header points to is not at hand; --key names one'

/** The certificate's own key, or the one at hand for a grant that names a registered one. */
function keyOf({ header, chain, key }: JudgedGrant): KeyObject | undefined {
  return 'x5c' in header ? chain?.[0] && publicKey(chain[0].spki) : key
}
