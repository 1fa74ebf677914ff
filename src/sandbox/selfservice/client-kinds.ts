import type { JsonObject } from '../jws.js'
import { complain } from './complaint.js'
import { checkFields, FLAG, type Kinds, listOf, oneOf, SECONDS, TEXT } from './fields.js'

/** The name of a client in errors. */
export const CLIENT = 'clientRegistration'

/** The grant type of Maskinporten's clients (RFC 7523 section 2.1). */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The fields that have a kind (Digdir: client registration); those that have none are kept as they come. */
const KINDS: Kinds = {
  client_name: TEXT,
  description: TEXT,
  client_uri: TEXT,
  logo_uri: TEXT,
  application_type: oneOf('web', 'browser', 'native'),
  integration_type: oneOf(
    'maskinporten',
    'idporten',
    'api_klient',
    'krr',
    'ansattporten',
    'eformidling',
    'idporten_saml2',
  ),
  scopes: listOf(TEXT),
  grant_types: listOf(
    oneOf(JWT_BEARER, 'jwt_bearer_token', 'authorization_code', 'refresh_token', 'implicit'),
  ),
  token_endpoint_auth_method: oneOf('private_key_jwt', 'client_secret_post', 'client_secret_basic', 'none'),
  access_token_lifetime: SECONDS,
  authorization_lifetime: SECONDS,
  refresh_token_lifetime: SECONDS,
  refresh_token_usage: oneOf('ONETIME', 'REUSE'),
  redirect_uris: listOf(TEXT),
  post_logout_redirect_uris: listOf(TEXT),
  frontchannel_logout_uri: TEXT,
  frontchannel_logout_session_required: FLAG,
  sso_disabled: FLAG,
  code_challenge_method: oneOf('none', 'S256'),
}
const REQUIRED = ['client_name', 'description', 'integration_type']

/** Complains with 400 of fields that are missing, of the wrong kind, or that do not go together. */
export function checkClient(body: JsonObject): void {
  checkFields(CLIENT, body, KINDS, REQUIRED)
  checkCombinations(body)
}

function checkCombinations({
  integration_type,
  token_endpoint_auth_method,
  refresh_token_lifetime,
}: JsonObject): void {
  if (
    integration_type === 'maskinporten' &&
    ![undefined, 'private_key_jwt'].includes(token_endpoint_auth_method as string)
  ) {
    complain(400, CLIENT, 'maskinporten takes private_key_jwt alone', 'token_endpoint_auth_method')
  }
  if (integration_type === 'idporten' && refresh_token_lifetime === 0) {
    complain(400, CLIENT, 'refresh_token_lifetime must be more than 0', 'refresh_token_lifetime')
  }
}
