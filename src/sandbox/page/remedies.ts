import { organisationNumber } from '../certificates.js'
import { DOCUMENTED } from '../rules/claims.js'
import { claimsOf } from '../rules/rule.js'
import { requestedScopes } from '../rules/scopes.js'
import type { TakenApart } from '../take-apart.js'

/** What to do about a broken rule, with what was found where that helps. Every rule has one. */
const REMEDIES: Readonly<Record<string, (context: TakenApart) => string>> = {
  'scenario.refuse': () => 'This answer is played whatever is sent. End the scenario to have grants judged.',
  'form.method': ({ method }) =>
    `It came with ${shown(method)}. Send it with POST, the parameters in the body.`,
  'form.content-type': ({ mediaType }) =>
    `The body was called ${shown(mediaType || 'nothing')}. Send content-type: application/x-www-form-urlencoded.`,
  'form.once': () => 'Send each parameter once: grant_type and assertion.',
  'form.grant-type.present': () => 'Add grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer to the form.',
  'form.grant-type': ({ form }) =>
    `It was ${shown(form.get('grant_type'))}. Write urn:ietf:params:oauth:grant-type:jwt-bearer, and encode its colons once.`,
  'form.assertion': () => 'Add the signed grant to the form, as assertion.',
  'jwt.shape': () =>
    'Send the compact form, header.claims.signature, each in base64url without padding, and nothing around it: no quotes, no line break.',
  'header.alg': ({ jws }) => `It was ${shown(jws?.header.alg)}. Sign with RS256, RS384 or RS512.`,
  'header.crit': () => 'Leave crit out of the header.',
  'header.one-credential': ({ jws }) =>
    jws?.header.kid === undefined
      ? 'The header has neither. Add kid for a registered key, or x5c for a certificate.'
      : 'The header has both. Take x5c out where the key is registered, else kid.',
  'header.x5c': () =>
    'Write x5c as a JSON array of certificates, each its DER in standard base64: no PEM lines, no base64url, no line breaks.',
  'client.known': (context) =>
    `iss was ${shown(claimsOf(context).iss)}. Use the id of one of the clients on this page.`,
  'client.active': () => 'The client was deactivated. Use another, or make a new one.',
  'credential.registered': () =>
    'This client has registered keys: sign with one of them, and put its kid in the header instead of x5c.',
  'kid.known': ({ jws, client }) => {
    const known = client?.keys.map(({ kid }) => kid) ?? []
    const has = known.length > 0 ? `has ${known.join(', ')}` : 'has no registered keys'
    return `kid was ${shown(jws?.header.kid)}, and the client ${has}. A key that was just registered may take minutes at Maskinporten.`
  },
  'kid.current': () => 'Register a new key: a key lives for a year at most.',
  'certificate.current': ({ chain = [] }) =>
    `The certificate is valid from ${chain[0]?.validFrom ?? '?'} to ${chain[0]?.validTo ?? '?'}, and all of its chain must be too. Take one that is valid.`,
  'certificate.order': () =>
    'Put the certificate itself first, then the CA that issued it, then that CA’s own.',
  'certificate.trusted': () =>
    'Take a certificate that the sandbox’s CA has issued, or lay your own CA as PEM in the folder “trusted”.',
  'certificate.environment': () =>
    'A production certificate has no place in a test: take a test certificate.',
  'certificate.usage': () =>
    'The certificate is for other uses. Take the one for authentication, whose key usage is digitalSignature.',
  'certificate.organisation': ({ chain, client }) =>
    `The certificate is ${shown(chain?.[0] && organisationNumber(chain[0]))}’s, and the client ${client?.orgnr ?? '?'}’s. Use a certificate of the client’s owner.`,
  signature: () =>
    'Sign header.claims, as they are sent, with the private key that belongs to kid or to the first certificate of x5c. Nothing may be changed afterwards.',
  'claims.documented': (context) =>
    `Leave out what is not documented: ${namesWhere(context, (name) => !DOCUMENTED.includes(name))}.`,
  'claims.null': (context) =>
    `Leave a claim out instead of writing null: ${namesWhere(context, (_, value) => value === null)}.`,
  'claims.aud': (context) =>
    `aud was ${shown(claimsOf(context).aud)}. Write ${shown(context.issuer)}, closing slash included, as the metadata has it.`,
  'claims.iat': (context) =>
    `iat was ${shown(claimsOf(context).iat)}. Write whole seconds since 1970, as a number.`,
  'claims.iat.ahead': (context) =>
    `iat is ${Number(claimsOf(context).iat) - context.now} s ahead of this clock. Set your clock, or take the time from the Date of an answer.`,
  'claims.iat.behind': (context) =>
    `iat is ${context.now - Number(claimsOf(context).iat)} s behind this clock. Sign a new grant for each request, and set your clock.`,
  'claims.exp': (context) =>
    `exp was ${shown(claimsOf(context).exp)}. Write whole seconds since 1970, as a number.`,
  'claims.exp.passed': (context) =>
    `It expired ${context.now - Number(claimsOf(context).exp)} s ago. Sign a new grant just before it is sent.`,
  'claims.exp.lifetime': (context) => {
    const { iat, exp } = claimsOf(context)
    return `It would live for ${Number(exp) - Number(iat)} s. Let exp be iat + ${context.limits.lifetime} at most, of one reading of the clock.`
  },
  'claims.exp.after-iat': () => 'Let exp come after iat.',
  'claims.jti': () => 'Write jti as a string, new for every grant: a UUID will do.',
  'claims.resource': (context) =>
    `resource was ${shown(claimsOf(context).resource)}. Write an array of strings, also for one.`,
  'consumer_org.number': (context) =>
    `consumer_org was ${shown(claimsOf(context).consumer_org)}. Write the nine digits as a string, without 0192: before them.`,
  'consumer_org.other': () => 'Leave consumer_org out where the client’s owner acts for itself.',
  'consumer_org.alone': () =>
    'Leave one of them out: consumer_org is for delegation in Altinn, iss_onbehalfof for sub-clients.',
  'iss_onbehalfof.registered': ({ client }) =>
    `Register it on the client first; it has ${client?.onbehalfof.map((it) => it.onbehalfof).join(', ') || 'none'}.`,
  'pid.number': () =>
    'Write a national identity number of eleven digits, with its check digits, as a string.',
  'details.list': () => 'Write authorization_details as an array of objects.',
  'grant.unused': () => 'Sign a new grant, with a new jti, for every request: each buys one token.',
  'scope.present': () => 'Write scope as one string, with spaces between several.',
  'scope.registered': (context) => {
    const has = (name: string) =>
      context.client?.scopes.includes(name) &&
      context.state.scopes.some((it) => it.name === name && it.active)
    const missing = requestedScopes(context).filter((name) => !has(name))
    return `Register the scope on the client, or ask for less: ${missing.join(', ')}.`
  },
  'scope.integration-type': () => 'The scope is for another kind of client: ask for another.',
  'scope.access': () =>
    'Let the scope’s owner grant access to the organisation; a supplier who acts for it adds consumer_org.',
  'scope.delegated': () => 'Let the consumer delegate the scope to the client’s owner in Altinn.',
  'details.type': (context) =>
    `The types are urn:altinn:systemuser and urn:altinn:consent, and this was ${shown(claimsOf(context).authorization_details)}.`,
  'details.fields': () => 'Leave out fields that the type does not know.',
  'details.values': () =>
    'Write systemuser_org as {"authority":"iso6523-actorid-upis","ID":"0192:<orgnr>"}; a consent has id (a UUID) and from.',
  'details.one-customer': () => 'Ask for one customer’s system user in each grant.',
  'details.system-user': () =>
    'Nobody has accepted a system user for this customer, client and externalRef: approve a request of the vendor’s, or have one in the sandbox’s file, under systemUsers.',
  'details.consent': () =>
    'There is no such consent to the consumer that is still valid: the sandbox’s file can have one, under consents.',
}

/** What to do about a rule that was broken; an empty text for one that is not known. */
export function remedyFor(id: string, context: TakenApart): string {
  return REMEDIES[id]?.(context) ?? ''
}

function namesWhere(context: TakenApart, holds: (name: string, value: unknown) => boolean): string {
  const names = Object.entries(claimsOf(context)).flatMap(([name, value]) =>
    holds(name, value) ? [name] : [],
  )
  return cut(names.join(', '))
}

/** A value as JSON writes it, and not without end. */
function shown(value: unknown): string {
  return value === undefined || value === null ? 'missing' : cut(JSON.stringify(value))
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
