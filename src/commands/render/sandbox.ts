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
