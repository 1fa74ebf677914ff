import { BELOW_BASE } from '../selfservice/base.js'
import { Complaint, complaintResponse } from '../selfservice/complaint.js'
import type { Published } from './published.js'

/** What the self-service API complains of. Its words are nowhere published: the field, and else the status, says what it is (Digdir: self-service API). */
export const SELFSERVICE_REFUSALS: readonly Published[] = [
  said('selfservice-unauthorized', 401, 'the token has expired'),
  said('selfservice-scope-missing', 403, 'the token has none of the scopes that this needs'),
  said('selfservice-not-yours', 403, 'the scope belongs to another organisation'),
  said('selfservice-supplier', 403, 'client_orgno of another needs the scope idporten:dcr.supplier'),
  said('selfservice-not-found', 404, 'there is nothing here'),
  said('selfservice-deactivated', 409, 'the client has been deactivated'),
  said('selfservice-taken', 409, 'name is taken'),
  said('selfservice-too-many-keys', 400, 'keys holds more than 5', 'keys'),
  said('selfservice-private-key', 400, 'a private key does not belong here', 'keys'),
  said('selfservice-key', 400, 'use must be sig', 'use'),
  said('selfservice-integration-type', 400, 'integration_type cannot be changed', 'integration_type'),
  said('selfservice-scopes', 400, 'scopes holds one that does not exist', 'scopes'),
  said('selfservice-orgnr', 400, 'consumer_orgno must be an organisation number', 'consumer_orgno'),
  said(
    'selfservice-auth-method',
    400,
    'token_endpoint_auth_method must be private_key_jwt',
    'token_endpoint_auth_method',
  ),
  said(
    'selfservice-refresh-lifetime',
    400,
    'refresh_token_lifetime must be more than 0',
    'refresh_token_lifetime',
  ),
  said('selfservice-field', 400, 'client_name is required', 'client_name'),
  said('selfservice-request', 415, 'the body must be application/json'),
]

function said(name: string, status: number, words: string, field?: string): Published {
  const fault = { words, ...(field !== undefined && { field }) }
  return {
    name,
    voice: 'The self-service API',
    at: BELOW_BASE,
    answer: (desk) => complaintResponse(new Complaint(status, 'request', [fault]), desk),
  }
}
