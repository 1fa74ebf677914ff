import { IncompleteError } from '../errors.js'
import type { Resolved } from '../profiles/resolve.js'
import type { Grant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'

const DEFAULT_LIFETIME = 60

/** The grant that the settings ask for. Throws `MP_CONFIG_INCOMPLETE` where client id or scope is missing. */
export function planGrant({ environment, settings, profile }: Resolved): { grant: Grant; alg: Algorithm } {
  const { resource, pid, consumerOrg, onBehalfOf } = settings
  const authorizationDetails = settings.authorizationDetails?.value ?? systemUser(settings)
  const grant: Grant = {
    audience: environment.value.issuer,
    clientId: settings.clientId?.value ?? missing('client id', profile?.value),
    scopes: settings.scopes?.value.length ? settings.scopes.value : missing('scope', profile?.value),
    lifetime: settings.lifetime?.value ?? DEFAULT_LIFETIME,
    ...(resource && { resource: resource.value }),
    ...(pid && { pid: pid.value }),
    ...(consumerOrg && { consumerOrg: consumerOrg.value }),
    ...(onBehalfOf && { onBehalfOf: onBehalfOf.value }),
    ...(authorizationDetails && { authorizationDetails }),
  }
  return { grant, alg: settings.alg?.value ?? 'RS256' }
}

/** The request for a system user's token (Digdir, "Systembruker"). */
function systemUser({ systemuserOrg, externalRef }: Resolved['settings']): unknown[] | undefined {
  if (!systemuserOrg) return undefined
  return [
    {
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${systemuserOrg.value}` },
      ...(externalRef && { externalRef: externalRef.value }),
    },
  ]
}

function missing(what: 'client id' | 'scope', profile: string | undefined): never {
  const where = profile === undefined ? 'no profile was named' : `profile "${profile}" has none`
  throw new IncompleteError(what, `no ${what} was given, and ${where}`)
}
