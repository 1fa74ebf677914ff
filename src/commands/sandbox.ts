import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { SANDBOX_ORIGIN } from '../profiles/environments.js'
import { type Announcement, announcement } from '../sandbox/announcement.js'
import { type Listening, listen } from '../sandbox/server.js'
import { openSandboxState, sandboxAt } from './attach-sandbox.js'
import { readGlobal } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { readSandbox } from './options/sandbox.js'

/** `mp sandbox`: a local Maskinporten until interrupted. */
export async function runSandbox(raw: RawOptions, host: Host): Promise<number> {
  const { json } = readGlobal(raw)
  const { port = Number(new URL(SANDBOX_ORIGIN).port) } = readSandbox(raw)
  const state = await openSandboxState(host)
  const interrupted = host.interrupted()
  const { origin, close } = await bound((at) => sandboxAt(at, state, host), port)
  const announced = announcement(state, origin)
  host.stdout(json ? `${JSON.stringify(announced)}\n` : introduction(announced))
  const code = await interrupted
  await close()
  return code
}

async function bound(handlerFor: Parameters<typeof listen>[0], port: number): Promise<Listening> {
  try {
    return await listen(handlerFor, { port })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why =
      code === 'EADDRINUSE' ? 'is taken; --port 0 takes any that is free' : `cannot be used (${code})`
    throw new MpError('MP_PORT', `port ${port} ${why}`, { cause })
  }
}

function introduction({ issuer, clients }: Announcement): string {
  const [client] = clients
  const lines = clients.map(
    ({ client_id, orgnr, auth, keystore, jwk }) =>
      `  ${client_id}  ${orgnr}  ${auth.padEnd(4)}  ${keystore ?? jwk ?? ''}`,
  )
  return [
    `Maskinporten sandbox at ${issuer}`,
    '',
    'Clients:',
    ...lines,
    '',
    'Try it, in another terminal:',
    `  MP_SANDBOX=${issuer} mp token --env sandbox --scope ${client?.scopes[0] ?? 'brreg:losore/utlegg'}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}
