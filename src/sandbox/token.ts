import type { HttpResponse } from '../protocol/http.js'
import type { AcceptedGrant } from './accepted-grant.js'
import { lifeOf, scopeText, signAccessToken } from './access-token.js'
import { type Handler, json, unstored } from './answer.js'
import { judge } from './judge.js'
import type { Refusal, Rule } from './rules/rule.js'
import type { Court } from './take-apart.js'

const TROUBLE_URL = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking'

/** `/token`: trades a good grant for an access token (RFC 7523 section 2.1). */
export function tokenHandler(court: Court, newId: () => string, rules?: readonly Rule[]): Handler {
  return async (request) => {
    const verdict = await judge(request, court, rules)
    const response =
      'grant' in verdict
        ? await tokenResponse(verdict.grant, court, newId())
        : refusalResponse(verdict.refusal, verdict.rule, newId())
    return unstored(response)
  }
}

async function tokenResponse(grant: AcceptedGrant, court: Court, jti: string): Promise<HttpResponse> {
  const [key] = court.state.issuer_keys
  if (key === undefined)
    return json(500, { error: 'server_error', error_description: 'No key to sign with.' })
  return json(200, {
    access_token: await signAccessToken(grant, court.issuer, key, jti),
    token_type: 'Bearer',
    // Maskinporten counts from the second after: 119 for a token of two minutes.
    expires_in: lifeOf(grant) - 1,
    scope: scopeText(grant),
  })
}

/** Maskinporten's error body. Its code stands in the link alone; which rule spoke stands in a header of the sandbox's own. */
function refusalResponse(refusal: Refusal, rule: Rule | undefined, id: string): HttpResponse {
  const body = {
    error: refusal.error,
    error_description: `${refusal.description} (trace_id: ${id.replaceAll('-', '')})`,
    error_uri: rule?.code ? `${TROUBLE_URL}#${rule.code.toLowerCase()}` : TROUBLE_URL,
  }
  return json(refusal.status, body, {
    ...(rule && { 'mp-sandbox-rule': rule.id }),
    ...(refusal.status === 405 && { allow: 'POST' }),
  })
}
