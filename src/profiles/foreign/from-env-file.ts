import { nearest } from '../../nearest.js'
import { isJson } from '../../protocol/valid-json.js'
import { Secret } from '../../secret.js'
import { platformIssuer } from '../from-variables.js'
import { splitList } from '../key-source.js'
import type { Variable } from './env-file.js'
import type { ForeignKey, ForeignSettings } from './foreign-settings.js'
import { SettingsError } from './settings-error.js'

const PREFIX = 'MASKINPORTEN_'

/** What nais and Oslo kommune's platform set. The JWKS is for those who judge tokens. */
const NAMES = [
  'CLIENT_ID',
  'SCOPES',
  'CLIENT_JWK',
  'WELL_KNOWN_URL',
  'ISSUER',
  'TOKEN_ENDPOINT',
  'JWKS_URI',
  'KEYSTORE_PATH',
  'KEYSTORE_PASSWORD',
  'KEY_ALIAS',
  'KEY_PASSWORD',
].map((name) => `${PREFIX}${name}`)

type Values = Readonly<Record<string, string | undefined>>

/** What a platform's variables say, of those that a file sets. Throws `MP_VARIABLE_INVALID` for an address that is none. */
export function fromEnvFile(variables: readonly Variable[]): ForeignSettings {
  const ours = variables.filter(({ name }) => name.startsWith(PREFIX))
  const env: Values = Object.fromEntries(ours.map(({ name, value }) => [name, value]))
  const { MASKINPORTEN_CLIENT_ID: clientId, MASKINPORTEN_SCOPES: scopes } = env
  const platform = platformIssuer(env)
  return {
    ...(platform && { issuer: { value: platform.issuer, origin: platform.origin } }),
    ...(platform?.tokenEndpoint !== undefined && { tokenEndpoint: platform.tokenEndpoint }),
    settings: { ...(clientId && { clientId }), ...(scopes && { scopes: splitList([scopes]) }) },
    key: toKey(env),
    warnings: ours.flatMap((variable, index) => traps(variable, ours.slice(0, index))),
  }
}

/** A JWK stands in its variable whole, and comes before a keystore, as everywhere. */
function toKey({
  MASKINPORTEN_CLIENT_JWK: jwk,
  MASKINPORTEN_KEYSTORE_PATH: path,
  MASKINPORTEN_KEYSTORE_PASSWORD: password,
  MASKINPORTEN_KEY_ALIAS: alias,
  MASKINPORTEN_KEY_PASSWORD: entryPassword,
}: Values): ForeignKey {
  if (jwk) return { source: { kind: 'text', text: wholeJwk(jwk) } }
  if (!path) return {}
  return {
    source: { kind: 'path', path },
    ...(alias && { alias }),
    ...(password !== undefined && { password: new Secret(password) }),
    ...(entryPassword !== undefined && { entryPassword: new Secret(entryPassword) }),
  }
}

/** A JWK of several lines without quotes, or between the wrong ones, ends too early. */
function wholeJwk(jwk: string): Secret {
  if (!jwk.startsWith('{') || isJson(jwk)) return new Secret(jwk)
  throw new SettingsError('jwk', '"MASKINPORTEN_CLIENT_JWK" is no whole JWK')
}

function traps({ name, line, refers }: Variable, before: readonly Variable[]): string[] {
  const earlier = before.findLast((variable) => variable.name === name)
  return [
    ...(NAMES.includes(name) ? [] : [unknown(name)]),
    ...(earlier ? [`"${name}" stands on line ${earlier.line} too, and the last counts`] : []),
    ...(refers ? [`"${name}" may refer to another variable with its $, and is taken as it is written`] : []),
  ].map((what) => `line ${line}: ${what}`)
}

function unknown(name: string): string {
  const meant = nearest(name, NAMES)
  return `"${name}" is no variable that mp knows${meant === undefined ? '' : `; did you mean "${meant}"?`}`
}
