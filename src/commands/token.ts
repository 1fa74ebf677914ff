import { obtainAccessToken } from '../flows/obtain-access-token.js'
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
  const { options, resolved, send } = prepared
  const request = { ...prepared, environment: resolved.environment.value }
  const token = await obtainAccessToken(request, { send, now: host.now, newId: host.newId })
  return options.json ? renderTokenJson(token, { ...prepared, now: host.now() }) : renderToken(token)
}
