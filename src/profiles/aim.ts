import { MpError } from '../errors.js'
import { platformOf } from './altinn-platforms.js'
import { resolveTarget, type TargetApi } from './api-target.js'
import { chooseScopes } from './choose-scopes.js'
import type { Resolved } from './resolve.js'

/** Where a call goes, and what the command runs with for it. */
export interface Aimed {
  url: string
  resolved: Resolved
}

/**
 * Settings for one API: its scope, its resource and its kind of token, where no flag says otherwise. Throws `MP_USAGE` for a
 * target that cannot be called or a flag that its API forbids, `MP_CONFIG_INVALID` for an API without a usable base URL.
 */
export function aim(resolved: Resolved, target: string, method: string): Aimed {
  const { environment, settings, apis } = resolved
  const platform = settings.altinnEnv && platformOf(environment.value, settings.altinnEnv)
  const { url, api } = resolveTarget(target, {
    environment: environment.value,
    apis,
    method,
    ...(platform !== undefined && { altinnPlatform: platform }),
  })
  const scopes = chooseScopes(api, settings.scopes)
  const { resource: _, altinn: __, ...rest } = settings
  const fitted = {
    ...rest,
    ...(scopes && { scopes }),
    ...resourceFor(api, settings),
    ...altinnFor(api, settings),
  }
  return { url, resolved: { ...resolved, settings: fitted } }
}

type Settings = Resolved['settings']

function resourceFor(api: TargetApi | undefined, { resource }: Settings): Pick<Settings, 'resource'> {
  const isFlag = resource?.origin === '--resource'
  if (api?.resource === 'forbidden' && isFlag) {
    throw new MpError('MP_USAGE', `--resource: API "${api.name}" takes no token with a resource`)
  }
  if (api?.resource === undefined || isFlag) return resource ? { resource } : {}
  if (api.resource === 'forbidden' || api.resource.length === 0) return {}
  return { resource: { value: api.resource, origin: api.origin } }
}

/** A flag that only says which Altinn, or which organisation there, leaves it to the API whether its token is wanted. */
function altinnFor(api: TargetApi | undefined, { altinn }: Settings): Pick<Settings, 'altinn'> {
  const isFlag = altinn?.origin === '--altinn' || altinn?.origin === '--no-altinn'
  if (isFlag || api?.token === undefined || api.token === 'either') return altinn ? { altinn } : {}
  return { altinn: { value: api.token === 'altinn', origin: api.origin } }
}
