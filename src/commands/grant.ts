import type { Host } from '../host.js'
import { grantClaims, signGrant } from '../protocol/grant.js'
import type { RawOptions } from './options/option.js'
import { prepare } from './prepare.js'

/** `mp grant`: prints the signed grant, and sends nothing. */
export async function runGrant(raw: RawOptions, host: Host): Promise<undefined> {
  const { options, grant, alg, key } = await prepare(raw, host, 'stay')
  const { assertion, header, claims } = signGrant(grantClaims(grant, host.now(), host.newId()), key, alg)
  const json = { schema: 'mp.grant/1', grant: assertion, header, claims }
  host.stdout(options.json ? `${JSON.stringify(json)}\n` : `${assertion}\n`)
}
