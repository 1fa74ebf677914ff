import type { AnnouncedClient } from '../announcement.js'

/** Lines to be copied: how a client gets a token, in one way. */
export interface Recipe {
  name: string
  text: string
}

/** The alias in the sandbox's keystores. */
const ALIAS = 'auth'

/** How a client of a sandbox at `origin` gets a token: with mp, with curl, and by variables that libraries know. */
export function recipesFor(client: AnnouncedClient, origin: string): Recipe[] {
  const scope = client.scopes[0] ?? 'brreg:losore/utlegg'
  const choice = `--env sandbox --client-id ${quoted(client.client_id)} --scope ${quoted(scope)}`
  const at = `MP_SANDBOX=${origin}/ mp`
  return [
    { name: 'mp', text: `${at} token ${choice}` },
    {
      name: 'curl',
      text: [
        `${at} grant ${choice} | tr -d '\\n' |`,
        '  curl -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \\',
        `    --data-urlencode assertion@- ${origin}/token`,
      ].join('\n'),
    },
    { name: 'variables', text: variables(client, scope, origin).join('\n') },
  ]
}

function variables(client: AnnouncedClient, scope: string, origin: string): string[] {
  const { client_id, keystore, password_file, jwk } = client
  const set = (name: string, value: string) => `export MASKINPORTEN_${name}=${value}`
  const content = (path: string) => `"$(cat ${quoted(path)})"`
  return [
    set('ISSUER', `${origin}/`),
    set('TOKEN_ENDPOINT', `${origin}/token`),
    set('WELL_KNOWN_URL', `${origin}/.well-known/oauth-authorization-server`),
    set('CLIENT_ID', quoted(client_id)),
    set('SCOPES', quoted(scope)),
    ...(jwk === undefined ? [] : [set('CLIENT_JWK', content(jwk))]),
    ...(keystore === undefined ? [] : [set('KEYSTORE_PATH', quoted(keystore)), set('KEY_ALIAS', ALIAS)]),
    ...(password_file === undefined ? [] : [set('KEYSTORE_PASSWORD', content(password_file))]),
  ]
}

/** As a shell takes it for one word, whatever it is. */
function quoted(text: string): string {
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
