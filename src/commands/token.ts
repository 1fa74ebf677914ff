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
