import { hostOf, issuerLike, soleAudience } from './audience.js'
import { error, type Fault, type JudgedGrant, kindOf, NO_FAULT, note, shown, warning } from './rule.js'

const PATH = 'claims.aud'

/** What is wrong with a grant's audience, in the words that help most. */
export function audienceFaults(grant: JudgedGrant): readonly Fault[] {
  const aud = soleAudience(grant)
  if (typeof aud !== 'string')
    return error(PATH, `aud is ${kindOf(aud)}; it is one value, the issuer of the Maskinporten that is asked`)
  const listed = Array.isArray(grant.claims.aud)
    ? warning(PATH, 'aud is an array of one; documented is the value alone')
    : NO_FAULT
  return [...listed, ...valueFaults(aud, grant)]
}

function valueFaults(aud: string, grant: JudgedGrant): readonly Fault[] {
  const wanted = grant.environment ?? issuerLike(grant, aud)
  if (wanted === undefined) return strangerFaults(aud)
  if (aud === wanted.issuer) return wanted.warning === undefined ? NO_FAULT : warning(PATH, wanted.warning)
  return error(PATH, `aud is ${shown(aud)}, ${difference(aud, wanted)} is ${shown(wanted.issuer)}`)
}

function difference(
  aud: string,
  { name, issuer, tokenEndpoint }: { name: string; issuer: string; tokenEndpoint?: string },
): string {
  const subject = `and the issuer of environment "${name}"`
  if (`${aud}/` === issuer) return `without the slash at its end, ${subject}`
  if (aud === `${issuer}/`) return `with a slash too many at its end, ${subject}`
  if (aud === tokenEndpoint) return `which is the token endpoint, ${subject}`
  return subject
}

/** Of an audience that is none of the known ones: Digdir's old hosts are known not to answer, others may be anyone's. */
function strangerFaults(aud: string): readonly Fault[] {
  if (/(?:^|\.)difi\.no$/.test(hostOf(aud) ?? ''))
    return error(
      PATH,
      `aud is ${shown(aud)}, of a host that was given up; today's issuers are under maskinporten.no`,
    )
  if (hostOf(aud) === undefined) return error(PATH, `aud is ${shown(aud)}, and an issuer is a URL`)
  return note(PATH, `aud ${shown(aud)} is no issuer that mp knows; --env says which environment is meant`)
}
