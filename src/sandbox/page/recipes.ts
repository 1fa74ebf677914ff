import type { AnnouncedClient } from '../announcement.js'
import { KEYSTORE_ALIAS } from '../make-state.js'
import type { SandboxState } from '../state.js'

/** Lines to be copied: how a client gets a token, in one way. */
export interface Recipe {
  name: string
  text: string
}

/** How a client of a sandbox at `origin` gets a token: with mp, with curl, and by variables that libraries know. */
export function recipesFor(client: AnnouncedClient, state: SandboxState, origin: string): Recipe[] {
  const [scope = 'openid'] = client.scopes
  const consumer = lenderOf(client, scope, state)
  const choice = [
    `--env sandbox --client-id ${quoted(client.client_id)} --scope ${quoted(scope)}`,
    ...(consumer === undefined ? [] : [`--consumer-org ${consumer}`]),
  ].join(' ')
  const mp = `MP_SANDBOX=${origin}/ mp`
  return [
    { name: 'mp', text: `${mp} token ${choice}` },
    {
      name: 'curl',
      text: [
        `${mp} grant ${choice}${keyFlags(client)} | tr -d '\\n' |`,
        '  curl -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \\',
        `    --data-urlencode assertion@- ${origin}/token`,
      ].join('\n'),
    },
    { name: 'variables', text: variables(client, ownScope(client, state) ?? scope, origin).join('\n') },
  ]
}

/** What signs without asking a sandbox must be told where the key is. */
function keyFlags({ keystore, password_file, jwk }: AnnouncedClient): string {
  const file = keystore ?? jwk
  const key = file === undefined ? '' : ` --key ${quoted(file)}`
  return password_file === undefined ? key : `${key} --key-password-file ${quoted(password_file)}`
}

/** The organisation in whose name alone the client can have the scope. */
function lenderOf({ orgnr }: AnnouncedClient, scope: string, state: SandboxState): string | undefined {
  if (hasItself(orgnr, scope, state)) return undefined
  return state.delegations.find((it) => it.scope === scope && it.supplier_orgno === orgnr)?.consumer_orgno
}

function ownScope({ orgnr, scopes }: AnnouncedClient, state: SandboxState): string | undefined {
  return scopes.find((scope) => hasItself(orgnr, scope, state))
}

function hasItself(orgnr: string, name: string, { scopes, access }: SandboxState): boolean {
  const isOpen = scopes.some((it) => it.name === name && it.accessible_for_all)
  return isOpen || access.some((it) => it.scope === name && it.consumer_orgno === orgnr)
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
    ...(keystore === undefined
      ? []
      : [set('KEYSTORE_PATH', quoted(keystore)), set('KEY_ALIAS', KEYSTORE_ALIAS)]),
    ...(password_file === undefined ? [] : [set('KEYSTORE_PASSWORD', content(password_file))]),
  ]
}

/** As a shell takes it for one word, whatever it is. */
function quoted(text: string): string {
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
