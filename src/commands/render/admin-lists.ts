import type { JsonObject } from '../../protocol/json-body.js'
import { type Column, field, flag, renderTable } from './table.js'

type Items = readonly JsonObject[]

const CLIENTS: readonly Column[] = [
  field('CLIENT ID', 'client_id'),
  field('NAME', 'client_name'),
  field('TYPE', 'integration_type'),
  flag('ACTIVE', 'active'),
  field('CHANGED', 'last_updated'),
  field('SCOPES', 'scopes'),
]

/** Clients for a person, one a line. */
export function renderClients(clients: Items): string {
  return renderTable(CLIENTS, clients, 'no clients')
}

const SCOPES: readonly Column[] = [
  field('SCOPE', 'name'),
  field('VISIBILITY', 'visibility'),
  flag('FOR ALL', 'accessible_for_all'),
  flag('ACTIVE', 'active'),
  field('DESCRIPTION', 'description'),
]

/** Scopes of one's own for a person, one a line. */
export function renderScopes(scopes: Items): string {
  return renderTable(SCOPES, scopes, 'no scopes')
}

const PUBLIC_SCOPES: readonly Column[] = [
  field('SCOPE', 'name'),
  field('OWNER', 'owner_orgno'),
  flag('FOR ALL', 'accessible_for_all'),
  field('DESCRIPTION', 'description'),
]

/** Scopes of the public list for a person, one a line. */
export function renderFoundScopes(scopes: Items): string {
  return renderTable(PUBLIC_SCOPES, scopes, 'no such scopes')
}

const ACCESS: readonly Column[] = [
  field('ORGANISATION', 'consumer_orgno'),
  field('STATE', 'state'),
  field('CHANGED', 'last_updated'),
]

/** Who has access to a scope, for a person, one a line. */
export function renderAccess(access: Items): string {
  return renderTable(ACCESS, access, 'no organisation has access')
}

const ON_BEHALF_OF: readonly Column[] = [
  field('ID', 'onbehalfof'),
  field('ORGANISATION', 'orgno'),
  field('NAME', 'name'),
  field('CHANGED', 'last_updated'),
]

/** The organisations that a client acts for, for a person, one a line. */
export function renderOnBehalfOf(list: Items): string {
  return renderTable(ON_BEHALF_OF, list, 'none')
}

const DELEGATION_SOURCES: readonly Column[] = [field('NAME', 'name'), field('ISSUER', 'issuer')]

/** Where scopes may be delegated, for a person, one a line. */
export function renderDelegationSources(sources: Items): string {
  return renderTable(DELEGATION_SOURCES, sources, 'no delegation sources')
}
