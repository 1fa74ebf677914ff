import { printable } from '../../printable.js'
import type { Announcement } from '../../sandbox/announcement.js'

/** What a person is told of a sandbox that has begun. */
export function renderSandbox({ issuer, clients }: Announcement, playing: readonly string[]): string {
  const [client] = clients
  const lines = clients.map(
    ({ client_id, orgnr, auth, keystore, jwk }) =>
      `  ${client_id}  ${orgnr}  ${auth.padEnd(4)}  ${keystore ?? jwk ?? ''}`,
  )
  return [
    `Maskinporten sandbox at ${issuer}`,
    'Open it in a browser to see what comes in, and what held of it.',
    '',
    'Clients:',
    ...lines,
    '',
    ...(playing.length > 0 ? [`Playing: ${playing.join(', ')}`, ''] : []),
    'Try it, in another terminal:',
    `  MP_SANDBOX=${issuer} mp token --env sandbox --scope ${client?.scopes[0] ?? 'brreg:losore/utlegg'}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

/** That everything is as it was new, for a person. */
export function renderReset(folder: string, state: string | undefined): string {
  if (state === undefined) return `nothing is kept in ${printable(folder)} that could be put back\n`
  return `what is kept in ${printable(folder)} is as it was new; keys, certificates and CA are the same\n`
}

/** The same as one line of JSON (`mp.sandbox-reset/1`): the file that holds the state, or null where there was none. */
export function renderResetJson(state: string | undefined): string {
  return `${JSON.stringify({ schema: 'mp.sandbox-reset/1', state: state ?? null })}\n`
}
