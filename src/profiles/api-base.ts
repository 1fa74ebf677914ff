import { isSameIssuer } from '../protocol/metadata.js'
import type { Api, OwnBase } from './apis/api.js'
import { ENVIRONMENTS, type Environment } from './environments.js'

/** Which of the owners' environments take the tokens of a Maskinporten. Skyporten's are for other APIs. */
const KINDS: Readonly<Record<string, keyof OwnBase>> = { prod: 'production', test: 'test', ver2: 'test' }

/** Where an API of the catalogue is in an environment, without a closing slash; undefined where nobody knows. */
export function baseUrlOf(
  { name, base, sample }: Api,
  environment: Environment,
  altinnPlatform: string | undefined = environment.altinn,
): string | undefined {
  const isPlatform = 'platform' in base
  const { samples } = environment
  if (samples !== undefined) return samples + (sample ?? (isPlatform ? base.platform : `/apis/${name}`))
  if (isPlatform) return altinnPlatform && withoutSlash(altinnPlatform) + base.platform
  const kind = kindOf(environment)
  return kind && base[kind]
}

/** Where it is in production and in test. */
export function baseUrlsOf(api: Api): OwnBase {
  const [production, test] = ['prod', 'test'].map((wanted) => {
    const environment = ENVIRONMENTS.find(({ name }) => name === wanted)
    return environment && baseUrlOf(api, environment)
  })
  return { ...(production !== undefined && { production }), ...(test !== undefined && { test }) }
}

function kindOf({ issuer }: Environment): keyof OwnBase | undefined {
  const builtIn = ENVIRONMENTS.find((environment) => isSameIssuer(environment.issuer, issuer))
  return builtIn && KINDS[builtIn.name]
}

/** A URL to which a path can be appended. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
