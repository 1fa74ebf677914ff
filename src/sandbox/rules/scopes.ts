import type { Scope } from '../state.js'
import type { TakenApart } from '../take-apart.js'
import {
  claimsOf,
  forbidden,
  GRANT_PAGE,
  invalidScope,
  type Refusal,
  type Rule,
  refuseIf,
  TROUBLE_PAGE,
} from './rule.js'

/** What the grant asks for, and who lets its organisation have it. */
export const SCOPE_RULES: readonly Rule[] = [
  {
    id: 'scope.present',
    title: 'there is a scope, and it is a string',
    source: GRANT_PAGE,
    check: (context) =>
      refuseIf(requestedScopes(context).length === 0, invalidScope('Missing or invalid JWT claim scope.')),
  },
  {
    id: 'scope.registered',
    title: 'every scope exists and is registered on the client, also when its use is delegated',
    source: TROUBLE_PAGE,
    code: 'MP-200',
    check: (context) =>
      refuseIf(
        requestedScopes(context).some((name) => !isRegistered(context, name)),
        invalidScope('Token request contains invalid scopes for client.'),
      ),
  },
  {
    id: 'scope.integration-type',
    title: 'every scope may be used by a client of this integration type',
    source: TROUBLE_PAGE,
    code: 'MP-201',
    check: (context) =>
      refuseIf(
        scopesOf(context).some((scope) => !isForMaskinporten(context, scope)),
        invalidScope('Token request contains scopes not allowed for maskinporten.'),
      ),
  },
  {
    id: 'scope.access',
    title: 'the owner of every scope has let the consumer use it',
    source: TROUBLE_PAGE,
    code: 'MP-250',
    check: (context) =>
      refuseFirst(
        context,
        (scope) => !hasAccess(context, scope),
        (scope) => `Consumer has not been granted access to the scope ${scope.name}.`,
      ),
  },
  {
    id: 'scope.delegated',
    title: 'the consumer has delegated every scope to the supplier, at a source that the scope names',
    source: TROUBLE_PAGE,
    code: 'MP-251',
    check: (context) =>
      refuseFirst(
        context,
        (scope) => isDelegatedCall(context) && !isDelegated(context, scope),
        (scope) =>
          `Consumer ${consumerOf(context)} has not delegated access to the scope ${scope.name} to supplier ${context.client?.orgnr}.`,
      ),
  },
]

/** The scopes the grant names, each once, in its order: the claim is separated by whitespace (Digdir: JWT grant). */
export function requestedScopes(context: TakenApart): string[] {
  const { scope } = claimsOf(context)
  return typeof scope === 'string' ? [...new Set(scope.split(/\s+/).filter(Boolean))] : []
}

/** The registered scopes among those the grant names. */
export function scopesOf(context: TakenApart): Scope[] {
  return requestedScopes(context)
    .map((name) => context.state.scopes.find((scope) => scope.name === name))
    .filter((scope) => scope !== undefined)
}

/** The organisation the token will be for: whoever delegated, the sub-client's customer, or the client's own. */
export function consumerOf(context: TakenApart): string | undefined {
  const { consumer_org, iss_onbehalfof } = claimsOf(context)
  if (typeof consumer_org === 'string') return consumer_org
  const customer = context.client?.onbehalfof.find(({ onbehalfof }) => onbehalfof === iss_onbehalfof)
  return customer?.orgno ?? context.client?.orgnr
}

/** The grant relies on a delegation in Altinn. */
export function isDelegatedCall(context: TakenApart): boolean {
  return claimsOf(context).consumer_org !== undefined
}

function isRegistered({ state, client }: TakenApart, name: string): boolean {
  const exists = state.scopes.some((scope) => scope.name === name && scope.active)
  return exists && client?.scopes.includes(name) === true
}

function isForMaskinporten({ client }: TakenApart, scope: Scope): boolean {
  return client === undefined || scope.allowed_integration_types.includes(client.integration_type)
}

function hasAccess(context: TakenApart, scope: Scope): boolean {
  const consumer = consumerOf(context)
  return (
    scope.accessible_for_all ||
    context.state.access.some((it) => it.scope === scope.name && it.consumer_orgno === consumer)
  )
}

function isDelegated(context: TakenApart, scope: Scope): boolean {
  const consumer = consumerOf(context)
  return (
    scope.delegation_source !== undefined &&
    context.state.delegations.some(
      (it) =>
        it.scope === scope.name &&
        it.consumer_orgno === consumer &&
        it.supplier_orgno === context.client?.orgnr,
    )
  )
}

function refuseFirst(
  context: TakenApart,
  isBad: (scope: Scope) => boolean,
  words: (scope: Scope) => string,
): Refusal | undefined {
  const bad = scopesOf(context).find(isBad)
  return bad && forbidden(words(bad))
}
