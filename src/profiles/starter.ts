import type { ConfigFile, Profile } from './config-schema.js'
import type { PasswordSource, Settings } from './settings.js'

/** A first configuration file: one profile, with what is known of it so far. No secret stands in it, only the way to one. */
export function starterConfig(name: string, environment: string, settings: Settings): ConfigFile {
  return {
    $schema: './node_modules/maskinporten-cli/schema.json',
    defaultProfile: name,
    profiles: { [name]: { ...(name !== environment && { environment }), ...toProfile(settings) } },
  }
}

interface Needed extends Pick<Settings, 'clientId' | 'scopes'> {
  key?: { source?: unknown }
}

/** What a profile needs before it can give a token, and this one lacks. */
export function missingIn({ clientId, key, scopes }: Needed): string[] {
  return [
    ...(clientId === undefined ? ['clientId'] : []),
    ...(key?.source === undefined ? ['key'] : []),
    ...(scopes === undefined ? ['scopes'] : []),
  ]
}

/** A person's identity number is for one request, and stays out of files; flags say nothing of APIs. */
function toProfile({
  clientId,
  key,
  scopes,
  pid: _,
  apis: __,
  authorizationDetails,
  resource,
  ...rest
}: Settings): Profile {
  return {
    ...(clientId !== undefined && { clientId }),
    ...(key && { key: toKey(key) }),
    ...(scopes && { scopes: [...scopes] }),
    ...(resource && { resource: [...resource] }),
    ...(authorizationDetails && { authorizationDetails: authorizationDetails as { type: string }[] }),
    ...rest,
  }
}

function toKey({
  source,
  alias,
  kid,
  password,
  entryPassword,
}: NonNullable<Settings['key']>): NonNullable<Profile['key']> {
  return {
    ...(source && { file: source.kind === 'stdin' ? '-' : source.label }),
    ...(alias !== undefined && { alias }),
    ...(kid !== undefined && { kid }),
    ...fileReference('password', password),
    ...fileReference('entryPassword', entryPassword),
  }
}

function fileReference(name: 'password' | 'entryPassword', source: PasswordSource | undefined): object {
  return source?.kind === 'file' ? { [name]: { file: source.label } } : {}
}
