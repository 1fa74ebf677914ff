import type { JsonObject } from '../jws.js'
import type { Client, SandboxState } from '../state.js'
import { CLIENT, checkClient, JWT_BEARER } from './client-kinds.js'
import { complain } from './complaint.js'
import { checkReadOnly, without } from './fields.js'
import { datesOf } from './instants.js'
import { onBehalfOfFields } from './onbehalfof-fields.js'

/** Fields with a place of their own in the state. The others are more. */
const PLACED = ['client_name', 'description', 'integration_type', 'scopes', 'access_token_lifetime']

/** What a client has where it was not told. */
const DEFAULTS = {
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: [JWT_BEARER],
}

/** A client as the API shows it. Keys have a resource of their own, and secrets are never shown again. */
export function clientFields(client: Client, state: SandboxState): JsonObject {
  const { supplier_orgno } = client
  return {
    ...DEFAULTS,
    ...client.more,
    client_id: client.client_id,
    client_name: client.client_name,
    description: client.description,
    client_orgno: client.orgnr,
    ...(supplier_orgno !== undefined && { supplier_orgno }),
    integration_type: client.integration_type,
    scopes: client.scopes,
    access_token_lifetime: client.access_token_lifetime,
    onbehalfof: client.onbehalfof.map((it) => onBehalfOfFields(it, state)),
    jwks_uri: `/clients/${client.client_id}/jwks`,
    active: client.active,
    ...datesOf(client, state),
  }
}

/** What a body makes of a client: all of it, for what is left out is gone. Complains with 400. */
export function readClientFields(
  body: JsonObject,
  readOnly: JsonObject,
): Pick<
  Client,
  'client_name' | 'description' | 'integration_type' | 'scopes' | 'access_token_lifetime' | 'more'
> {
  checkClient(body)
  checkReadOnly(CLIENT, body, readOnly)
  const {
    client_name,
    description,
    integration_type,
    scopes = [],
    access_token_lifetime = 0,
  } = body as unknown as Client
  return {
    client_name,
    description,
    integration_type,
    scopes: [...new Set(scopes)],
    access_token_lifetime,
    more: without(body, [...PLACED, ...Object.keys(readOnly)]),
  }
}

/** Complains with 400 of a scope that is not there or has been deactivated, but for those the client has already. */
export function checkScopes(
  names: readonly string[],
  had: readonly string[],
  { scopes }: SandboxState,
): void {
  const known = new Set([...had, ...scopes.filter(({ active }) => active).map(({ name }) => name)])
  if (names.some((name) => !known.has(name)))
    complain(400, CLIENT, 'scopes holds one that does not exist', 'scopes')
}

/** Fields that only the API sets, and the values that they have: a body may repeat them, and not change them. */
export function readOnlyFields(shown: JsonObject): JsonObject {
  const { client_id, client_orgno, supplier_orgno, jwks_uri, onbehalfof, active, created, last_updated } =
    shown
  return {
    ...{ client_id, client_orgno, supplier_orgno, jwks_uri, onbehalfof, active, created, last_updated },
    jwks: undefined,
    client_secret: undefined,
  }
}
