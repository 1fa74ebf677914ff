import type { JsonObject } from './jws.js'
import { CONSENT, consentOf, detailsOf, SYSTEM_USER, systemUserOf } from './rules/details.js'
import { claimsOf } from './rules/rule.js'
import { consumerOf, isDelegatedCall, scopesOf } from './rules/scopes.js'
import type { Client, Scope } from './state.js'
import type { TakenApart } from './take-apart.js'

/** What a token is to be made of. */
export interface AcceptedGrant {
  client: Client
  /** How the client proved who it is (Digdir: client_amr). */
  clientAmr: 'private_key_jwt' | 'virksomhetssertifikat'
  scopes: Scope[]
  /** Organisation number of the legal consumer. */
  consumer: string
  /** Organisation number of the client's owner, when that is not the consumer. */
  supplier?: string
  delegationSource?: string
  resource?: string[]
  pid?: string
  authorizationDetails?: JsonObject[]
  /** The one reading of the clock that the grant was judged by. */
  now: number
}

/** Gathers what the rules have found good. Undefined when a rule was left out and something is missing. */
export function acceptedGrant(context: TakenApart): AcceptedGrant | undefined {
  const { client, now } = context
  const scopes = scopesOf(context)
  const consumer = consumerOf(context)
  if (client === undefined || consumer === undefined || scopes.length === 0) return undefined
  return {
    client,
    clientAmr: context.registeredKey ? 'private_key_jwt' : 'virksomhetssertifikat',
    scopes,
    consumer,
    ...(consumer !== client.orgnr && { supplier: client.orgnr }),
    ...delegationOf(context, scopes),
    ...extrasOf(context),
    now,
  }
}

function delegationOf(context: TakenApart, scopes: readonly Scope[]): { delegationSource?: string } {
  const source = scopes.find(({ delegation_source }) => delegation_source !== undefined)?.delegation_source
  return isDelegatedCall(context) && source !== undefined ? { delegationSource: source } : {}
}

function extrasOf(context: TakenApart): Pick<AcceptedGrant, 'resource' | 'pid' | 'authorizationDetails'> {
  const { resource, pid } = claimsOf(context)
  const details = detailsOf(context).map((detail) => enriched(context, detail))
  return {
    ...(Array.isArray(resource) && { resource }),
    // Where the rules let it be one.
    ...(typeof resource === 'string' && { resource: [resource] }),
    ...(typeof pid === 'string' && { pid }),
    ...(details.length > 0 && { authorizationDetails: details }),
  }
}

/** A detail as the token carries it: what was asked for, and what Altinn knows of it. */
function enriched(context: TakenApart, detail: JsonObject): JsonObject {
  if (detail.type === SYSTEM_USER) {
    const user = systemUserOf(context, detail)
    return { ...detail, systemuser_id: user && [user.id], system_id: user?.system_id }
  }
  const consent = detail.type === CONSENT ? consentOf(context, detail) : undefined
  if (consent === undefined) return detail
  const { id, from, to, consented, validTo, consentRights } = consent
  return { type: CONSENT, id, from, to: actor(to), consented, validTo, consentRights }
}

/** An organisation as the tokens write it: ISO 6523 with the prefix of Enhetsregisteret (Digdir: /token endpoint). */
export function actor(orgnr: string): { authority: string; ID: string } {
  return { authority: 'iso6523-actorid-upis', ID: `0192:${orgnr}` }
}
