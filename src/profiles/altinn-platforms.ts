import { MpError } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Environment } from './environments.js'
import type { Sourced } from './settings.js'

/** One of Altinn's environments, and the Maskinporten whose tokens it takes. */
export interface AltinnPlatform {
  readonly name: string
  readonly origin: string
  readonly maskinporten: NonNullable<Environment['certificates']>
}

/** Altinn's environments (Altinn, "Environments"; the hosts of its own client, Altinn.ApiClients.Maskinporten). */
export const ALTINN_PLATFORMS: readonly AltinnPlatform[] = [
  { name: 'prod', origin: 'https://platform.altinn.no', maskinporten: 'production' },
  { name: 'tt02', origin: 'https://platform.tt02.altinn.no', maskinporten: 'test' },
  ...['at21', 'at22', 'at23', 'at24', 'yt01'].map((name) => ({
    name,
    origin: `https://platform.${name}.altinn.cloud`,
    maskinporten: 'test' as const,
  })),
]

/** Why there is no Altinn to exchange at: the name is unknown, is of the other Maskinporten, is needed, or no name would do. */
export class PlatformError extends MpError {
  readonly problem: 'unknown' | 'mismatch' | 'unnamed' | 'none'

  constructor(problem: PlatformError['problem'], origin: string, message: string, suggestion?: string) {
    const code = origin.startsWith('--') ? 'MP_USAGE' : 'MP_CONFIG_INVALID'
    super(code, message, suggestion === undefined ? {} : { suggestion })
    this.name = 'PlatformError'
    this.problem = problem
  }
}

/**
 * The platform whose exchange takes an environment's tokens: Altinn's environment of the name given, else the environment's
 * own. `asker` is the place that asks for Altinn's token. Throws `MP_USAGE` where a flag is wrong, else `MP_CONFIG_INVALID`.
 */
export function platformOf(
  environment: Environment,
  altinnEnv: Sourced<string> | undefined,
  asker = '--altinn',
): string {
  const platform = altinnEnv && platformNamed(altinnEnv)
  // Of a known Maskinporten without an Altinn, Skyporten, no Altinn takes tokens: a name does not help.
  if (environment.altinn === undefined && environment.certificates !== undefined)
    throw withoutAltinn('none', environment, altinnEnv?.origin ?? asker)
  const own = environment.altinn ?? platform?.origin
  if (own === undefined) throw withoutAltinn('unnamed', environment, asker)
  // The sandbox is the Altinn of every name.
  if (!altinnEnv || !platform || environment.name === 'sandbox') return own
  assertTakesTokensOf(environment, platform, altinnEnv.origin)
  return platform.origin
}

function platformNamed({ value, origin }: Sourced<string>): AltinnPlatform {
  const platform = ALTINN_PLATFORMS.find(({ name }) => name === value)
  if (platform) return platform
  const names = ALTINN_PLATFORMS.map(({ name }) => name)
  const message = `there is no Altinn environment "${value}" (${origin}); the environments are ${names.join(', ')}`
  throw new PlatformError('unknown', origin, message, nearest(value, names))
}

function withoutAltinn(problem: 'unnamed' | 'none', { name }: Environment, origin: string): PlatformError {
  const message = `${origin} asks for Altinn's token, and environment "${name}" has no Altinn`
  return new PlatformError(problem, origin, message)
}

function assertTakesTokensOf(
  { name, certificates }: Environment,
  platform: AltinnPlatform,
  origin: string,
): void {
  if (certificates === undefined || certificates === platform.maskinporten) return
  throw new PlatformError(
    'mismatch',
    origin,
    `Altinn's "${platform.name}" (${origin}) takes tokens of Maskinporten's ${platform.maskinporten} environment, and environment "${name}" is a ${certificates} one`,
  )
}
