import { isAnchored, isFromProduction, isOrdered, isValidAt, organisationNumber } from '../certificates.js'
import { isForDigitalSignature } from '../key-usage.js'
import type { TakenApart } from '../take-apart.js'
import { CERTIFICATE_PAGE, GRANT_PAGE, notAuthenticated, type Rule, refuseIf, TROUBLE_PAGE } from './rule.js'

/** Who sent the grant, and the proof of it. */
export const CREDENTIAL_RULES: readonly Rule[] = [
  {
    id: 'client.known',
    title: 'iss is the id of a client that is registered here',
    source: TROUBLE_PAGE,
    code: 'MP-100',
    check: ({ client }) => refuseIf(client === undefined, notAuthenticated('Client not found')),
  },
  {
    id: 'client.active',
    title: 'the client has not been deactivated',
    source: TROUBLE_PAGE,
    code: 'MP-100',
    check: ({ client }) => refuseIf(client?.active === false, notAuthenticated('Client not found')),
  },
  {
    id: 'credential.registered',
    title: 'a client with registered keys signs with one of them, and not with a certificate',
    source: GRANT_PAGE,
    check: ({ jws, client }) =>
      refuseIf(
        jws?.header.x5c !== undefined && client !== undefined && client.keys.length > 0,
        notAuthenticated('Client with registered keys must use kid'),
      ),
  },
  {
    id: 'kid.known',
    title: 'kid is one of the keys registered on the client',
    source: GRANT_PAGE,
    check: ({ jws, registeredKey }) =>
      refuseIf(
        jws?.header.kid !== undefined && registeredKey === undefined,
        notAuthenticated('Unknown key identifier (kid) for client'),
      ),
  },
  {
    id: 'kid.current',
    title: 'the registered key has not expired',
    source: TROUBLE_PAGE,
    code: 'MP-121',
    check: ({ registeredKey, now }) =>
      refuseIf(registeredKey !== undefined && registeredKey.exp <= now, notAuthenticated('Expired key')),
  },
  certificateRule(
    'certificate.current',
    'every certificate of the chain is valid now',
    ({ chain = [], now }) => chain.every((certificate) => isValidAt(certificate, now)),
  ),
  certificateRule(
    'certificate.order',
    'leaf first, and each certificate is issued by the next',
    ({ chain = [] }) => isOrdered(chain),
  ),
  certificateRule(
    'certificate.trusted',
    'the chain ends in a CA that is trusted here; the leaf alone will do when such a CA issued it',
    ({ chain, anchors, now }) => chain === undefined || isAnchored(chain, anchors, now),
  ),
  certificateRule(
    'certificate.environment',
    'no production certificate in a test environment, and no test certificate in production',
    ({ chain = [] }) => !chain.some(isFromProduction),
  ),
  {
    id: 'certificate.organisation',
    title: 'the certificate was issued to the organisation that owns the client',
    source: TROUBLE_PAGE,
    code: 'MP-122',
    check: ({ chain, client }) =>
      refuseIf(
        chain?.[0] !== undefined && organisationNumber(chain[0]) !== client?.orgnr,
        notAuthenticated('Invalid organization number for client. Does not match certificate orgno'),
      ),
  },
  {
    id: 'signature',
    title: 'the signature was made with the key that the header points to',
    source: TROUBLE_PAGE,
    code: 'MP-124',
    check: ({ signed }) => refuseIf(!signed, notAuthenticated('Invalid JWT signature')),
  },
]

/** Asked where the sandbox is told to: it is not known whether Maskinporten looks at the key usage. */
export const KEY_USAGE_RULE: Rule = {
  ...certificateRule(
    'certificate.usage',
    'the certificate is the one for authentication: its key usage is digitalSignature',
    ({ chain: [leaf] = [] }) => leaf === undefined || isForDigitalSignature(leaf),
  ),
  source: CERTIFICATE_PAGE,
}

function certificateRule(id: string, title: string, holds: (context: TakenApart) => boolean): Rule {
  return {
    id,
    title,
    source: TROUBLE_PAGE,
    code: 'MP-120',
    check: (context) =>
      refuseIf(!holds(context), notAuthenticated('The JWT is signed with an invalid certificate')),
  }
}
