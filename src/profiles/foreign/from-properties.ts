import { parseOrgnr } from '../../protocol/orgnr.js'
import { isPid } from '../../protocol/pid.js'
import { isSecureUrl } from '../../protocol/secure-url.js'
import { Secret } from '../../secret.js'
import { splitList } from '../key-source.js'
import type { ForeignKey, ForeignSettings } from './foreign-settings.js'
import { type GeneratorName, isGeneratorName } from './generator-names.js'
import type { Property } from './java-properties.js'
import { propertiesTraps } from './properties-traps.js'
import { SettingsError } from './settings-error.js'

type Values = Partial<Record<GeneratorName, string>>

/** What jwt-grant-generator would take from a file. Throws `MP_SETTINGS_INVALID` for a value that no Maskinporten takes; pid and passwords are not repeated. */
export function fromProperties(properties: readonly Property[], label: string): ForeignSettings {
  const all = properties
    .filter(({ name }) => isGeneratorName(name))
    .map(({ name, value }) => [name, value] as const)
  const values: Values = Object.fromEntries(all)
  const empty = Object.keys(values).filter(
    (name) => values[name as GeneratorName] === '' && !name.endsWith('password'),
  )
  for (const name of empty) delete values[name as GeneratorName]
  judge(values, label)
  const { audience, 'token.endpoint': tokenEndpoint } = values
  return {
    ...(audience !== undefined && { issuer: { value: audience, origin: `"audience" in "${label}"` } }),
    ...(tokenEndpoint !== undefined && { tokenEndpoint }),
    settings: toSettings(values),
    key: toKey(values),
    warnings: [...propertiesTraps(properties), ...empty.map((name) => `"${name}" is empty, and is left out`)],
  }
}

const URL_RULE = 'must be an https: URL (plain http: is for this machine alone)'

const RULES: readonly (readonly [GeneratorName, (value: string) => boolean, string])[] = [
  ['audience', isSecureUrl, URL_RULE],
  ['token.endpoint', isSecureUrl, URL_RULE],
  [
    'consumer_org',
    (value) => parseOrgnr(value) !== undefined,
    'is not an organisation number (nine digits, modulus 11)',
  ],
  ['pid', isPid, 'is not a national identity number'],
]

function judge(values: Values, label: string): void {
  for (const [name, holds, otherwise] of RULES) {
    const value = values[name]
    if (value !== undefined && !holds(value))
      throw new SettingsError('value', `"${name}" in "${label}" ${otherwise}`)
  }
}

/** A resource is one to the Java tool, whatever stands in it. */
function toSettings({ issuer, scope, resource, consumer_org, pid }: Values): ForeignSettings['settings'] {
  const consumerOrg = consumer_org === undefined ? undefined : parseOrgnr(consumer_org)
  return {
    ...(issuer !== undefined && { clientId: issuer }),
    ...(scope !== undefined && { scopes: splitList([scope]) }),
    ...(resource !== undefined && { resource: [resource] }),
    ...(consumerOrg !== undefined && { consumerOrg }),
    ...(pid !== undefined && { pid }),
  }
}

function toKey(values: Values): ForeignKey {
  const file = values['keystore.file']
  const { 'keystore.type': type, 'keystore.alias': alias, 'keystore.kid': kid } = values
  const { 'keystore.password': password, 'keystore.alias.password': entryPassword } = values
  return {
    ...(file !== undefined && { source: toSource(file) }),
    ...(type !== undefined && { type }),
    ...(alias !== undefined && { alias }),
    ...(kid !== undefined && { kid }),
    ...(password !== undefined && { password: new Secret(password) }),
    ...(entryPassword !== undefined && { entryPassword: new Secret(entryPassword) }),
  }
}

const EMBEDDED = 'base64:'

function toSource(file: string): NonNullable<ForeignKey['source']> {
  if (!file.startsWith(EMBEDDED)) return { kind: 'path', path: file }
  return { kind: 'text', text: new Secret(file.slice(EMBEDDED.length)) }
}
