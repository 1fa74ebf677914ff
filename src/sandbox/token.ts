import type { HttpResponse } from '../protocol/http.js'
import type { AcceptedGrant } from './accepted-grant.js'
import { lifeOf, scopeText, signAccessToken } from './access-token.js'
import { type Handler, json, unstored } from './answer.js'
import { judge } from './judge.js'
import type { Refusal, Rule } from './rules/rule.js'
import type { Court } from './take-apart.js'

const TROUBLE_URL = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking'

/** Where Maskinporten's code stands in an error body; nobody has published a whole one with a code in it. */
export type CodePlace =
  /** In the fragment of `error_uri`. */
  | 'link'
  /** Before the words of `error_description`. */
  | 'description'
  | 'none'

export interface TokenHandlerOptions {
  newId(): string
  rules?: readonly Rule[] | undefined
  codes?: CodePlace | undefined
}

/** `/token`: trades a good grant for an access token (RFC 7523 section 2.1). */
export function tokenHandler(court: Court, { newId, rules, codes }: TokenHandlerOptions): Handler {
  return async (request) => {
    const verdict = await judge(request, court, rules)
    const response =
      'grant' in verdict
        ? await tokenResponse(verdict.grant, court, newId())
        : refusalResponse(verdict.refusal, verdict.rule, newId(), codes)
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

/** Maskinporten's error body. Which rule spoke stands in a header of the sandbox's own. */
function refusalResponse(
  refusal: Refusal,
  rule: Rule | undefined,
  id: string,
  codes: CodePlace = 'link',
): HttpResponse {
  const codeIn = (place: CodePlace) => (place === codes ? rule?.code : undefined)
  const [said, linked] = [codeIn('description'), codeIn('link')]
  const body = {
    error: refusal.error,
    error_description: `${said ? `${said}: ` : ''}${refusal.description} (trace_id: ${id.replaceAll('-', '')})`,
    error_uri: linked ? `${TROUBLE_URL}#${linked.toLowerCase()}` : TROUBLE_URL,
  }
  return json(refusal.status, body, {
    ...(rule && { 'mp-sandbox-rule': rule.id }),
    ...(refusal.status === 405 && { allow: 'POST' }),
  })
}
