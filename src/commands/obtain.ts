import type { KeptToken } from '../flows/kept-token.js'
import { obtainAccessToken } from '../flows/obtain-access-token.js'
import type { Host } from '../host.js'
import { prepareRequest } from './prepare.js'
import type { Request } from './read-request.js'

/** Asks for the token that a command line wants, whatever is kept. */
export async function obtain(request: Request, host: Host): Promise<KeptToken> {
  const prepared = await prepareRequest(request, host, 'reach')
  try {
    const { resolved, ports } = prepared
    return await obtainAccessToken({ ...prepared, environment: resolved.environment.value }, ports)
  } finally {
    await prepared.release()
  }
}
