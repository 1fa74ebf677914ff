import type { KeyObject } from 'node:crypto'
import { digestOf, isSignedBy } from '../../jwt-signature.js'
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
      const digest = digestOf(grant.header.alg)
      const key = keyOf(grant)
      if (digest === undefined) return unseen(OTHER_ALGORITHM)
      if (key === undefined) return unseen(WITHOUT_KEY)
      if (isSignedBy(grant.jwt, digest, key)) return NO_FAULT
      const whose = 'x5c' in grant.header ? 'the key of the certificate' : 'the key at hand'
      return error('', `the signature was not made with ${whose}`)
    },
  },
]

const OTHER_ALGORITHM = 'with another algorithm than RS256, RS384 or RS512 nothing is verified'
const WITHOUT_KEY = 'the key that the header points to is not at hand; --key names one'

/** The certificate's own key, or the one at hand for a grant that names a registered one. */
function keyOf({ header, chain, key }: JudgedGrant): KeyObject | undefined {
  return 'x5c' in header ? chain?.[0] && publicKey(chain[0].spki) : key
}
