import { MpError } from '../errors.js'
import { EXIT_CODES } from '../exit-codes.js'
import { fetchIssuerKeys, type IssuerKeys } from '../flows/fetch-issuer-keys.js'
import { planExchange } from '../flows/plan-exchange.js'
import { altinnIssuer, maskinportenIssuer } from '../flows/token-issuer.js'
import type { Host } from '../host.js'
import { readPublicKeys } from '../keys/public-file.js'
import type { Resolved } from '../profiles/resolve.js'
import type { TokenIssuer } from '../protocol/issuer-keys.js'
import { jwtKind } from '../protocol/jwt-kind.js'
import { audiencesOf, verifyToken } from '../protocol/verify-token.js'
import { readFile, readStandardInput } from '../read-file.js'
import type { RawOptions } from './options/option.js'
import { readVerify, type VerifyOptions } from './options/verify.js'
import { settle } from './prepare.js'
import { isFromStdin, readJwtInput } from './read-jwt.js'
import { renderVerified, renderVerifiedJson } from './render/verify.js'

/** `mp verify`: judges an access token as an API of the environment would; exit 8 where a check fails. */
export async function runVerify(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<number | undefined> {
  const wanted = readVerify(raw, host.cwd)
  if (wanted.jwks === 'stdin' && isFromStdin(args))
    throw new MpError('MP_USAGE', 'standard input cannot be both the token and --jwks')
  const settled = await settle(raw, host, wanted.jwks === undefined ? 'reach' : 'stay')
  const { options, resolved, send, report, release } = settled
  try {
    const jwt = await readJwtInput(args, 'token', host, report)
    const named = issuerOf(resolved)
    const trusted = wanted.jwks
      ? await givenKeys(wanted.jwks, named, host)
      : await fetchIssuerKeys(named, send)
    const { claims } = jwt
    const checks = verifyToken(jwt, { ...demandOf(wanted), ...trusted, now: wanted.at ?? host.now() })
    const isValid = checks.every(({ ok }) => ok)
    host.stdout(options.json ? renderVerifiedJson(isValid, checks, claims) : renderVerified(isValid, checks))
    const isGrant = jwtKind(jwt) === 'grant'
    if (!isGrant && wanted.audience === undefined && audiencesOf(claims.aud).length > 0)
      report.warn(
        'the token is for one audience alone, and none was named (--audience): any other API must refuse it',
      )
    if (!isValid && !options.json && isAltinns(claims.iss) && !isAltinns(trusted.issuer))
      report.hint("this is a token of Altinn's: --altinn")
    if (!isValid && !options.json && isGrant)
      report.hint('this is a grant, which buys a token and is none: mp lint judges grants')
    return isValid ? undefined : EXIT_CODES.MP_CHECK_FOUND
  } finally {
    await release()
  }
}

/** Who is trusted: what the command line or the profile names, and never what the token says. */
function issuerOf(resolved: Resolved): TokenIssuer {
  const environment = resolved.environment.value
  const exchange = planExchange(resolved)
  return exchange ? altinnIssuer(exchange.platform, environment) : maskinportenIssuer(environment)
}

function isAltinns(issuer: unknown): boolean {
  return typeof issuer === 'string' && issuer.endsWith('/authentication/api/v1/openid/')
}

function demandOf({ scopes, consumer, supplier, audience }: VerifyOptions) {
  return {
    scopes,
    ...(consumer !== undefined && { consumer }),
    ...(supplier !== undefined && { supplier }),
    ...(audience !== undefined && { audience }),
  }
}

async function givenKeys(
  jwks: NonNullable<VerifyOptions['jwks']>,
  { issuer }: TokenIssuer,
  host: Host,
): Promise<IssuerKeys> {
  const label = jwks === 'stdin' ? 'standard input' : jwks.label
  const bytes =
    jwks === 'stdin'
      ? await readStandardInput(host, 'MP_KEY_UNREADABLE')
      : readFile(host.files, jwks.path, label, 'MP_KEY_NOT_FOUND')
  if (bytes === undefined) throw new MpError('MP_KEY_NOT_FOUND', `there is no file "${label}" (--jwks)`)
  const keys = readPublicKeys(bytes)
  if (keys.length > 0) return { issuer, keys }
  throw new MpError('MP_KEY_UNREADABLE', `"${label}" holds no public key (--jwks)`)
}
