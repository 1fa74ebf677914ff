import { MpError } from '../errors.js'
import { discoverEndpoint } from '../flows/discover-endpoint.js'
import { obtainToken } from '../flows/obtain-token.js'
import type { Host } from '../host.js'
import type { RawOptions } from './options/option.js'
import { type Prepared, prepare } from './prepare.js'
import { renderToken, renderTokenJson } from './render/token.js'

/** `mp token`: prints an access token and nothing else. */
export async function runToken(raw: RawOptions, host: Host): Promise<undefined> {
  const prepared = await prepare(raw, host, 'reach')
  try {
    assertMaskinporten(prepared)
    host.stdout(await printedToken(prepared, host))
  } finally {
    await prepared.release()
  }
}

async function printedToken(prepared: Prepared, host: Host): Promise<string> {
  const { options, resolved, grant, alg, key, send } = prepared
  const { issuer, tokenEndpoint } = await discoverEndpoint(resolved.environment.value, send)
  const request = { grant: { ...grant, audience: issuer }, alg, key, endpoint: tokenEndpoint }
  const token = await obtainToken(request, { send, now: host.now, newId: host.newId })
  return options.json ? renderTokenJson(token, { ...prepared, now: host.now() }) : renderToken(token)
}

/** A token of the wrong kind would be found out far from here. */
function assertMaskinporten({ resolved: { settings } }: Prepared): void {
  if (!settings.altinn?.value) return
  throw new MpError(
    'MP_CONFIG_INVALID',
    `${settings.altinn.origin} asks for Altinn's token, and this version gives Maskinporten's alone`,
  )
}
