import { environmentOf } from '../choose.js'
import type { Environment } from '../environments.js'

/** Where Maskinporten was while it was a part of ID-porten, and the issuers that took over. */
function successorOf(hostname: string): string | undefined {
  if (!hostname.endsWith('.difi.no')) return undefined
  return /^oidc(?:-prod)?\./.test(hostname) ? 'https://maskinporten.no/' : 'https://test.maskinporten.no/'
}

/**
 * The environment of an issuer, by the rules of a configuration file's, and what a person should know of it. A built-in one
 * is known by its issuer, a closing slash apart. Throws `MP_METADATA` for a token endpoint of another origin.
 */
export function foreignEnvironment(
  issuer: { value: string; origin: string },
  tokenEndpoint: string | undefined,
): { environment: Environment; warnings: string[] } {
  const environment = environmentOf({ issuer: issuer.value, tokenEndpoint })
  const { hostname } = new URL(issuer.value)
  const successor = successorOf(hostname)
  return {
    environment,
    warnings: [
      ...(successor === undefined ? [] : [`${hostname} is no Maskinporten any more: ${successor} took over`]),
      ...(environment.warning === undefined ? [] : [environment.warning]),
      ...(environment.issuer === issuer.value
        ? []
        : [`${issuer.origin} is taken for ${environment.issuer}, as the server writes it`]),
    ],
  }
}
