import { isAbsolute, relative, resolve } from 'node:path'
import type { Secret } from '../../secret.js'
import type { Profile, SecretReference } from '../config-schema.js'
import type { ForeignKey, ForeignSettings } from './foreign-settings.js'

/** A secret that stood in the file, and the name of the new file that it goes to. */
export interface SecretFile {
  name: string
  secret: Secret
  /** A key is written as what it is, a password as a line. */
  kind: 'password' | 'key'
}

/** A profile in which no secret stands, and the files beside it that hold them. */
export interface ImportedProfile {
  profile: Profile
  files: readonly SecretFile[]
  warnings: readonly string[]
}

export interface ProfilePlace {
  name: string
  environment: string
  /** The folder of the configuration file. */
  folder: string
  cwd: string
  /** How the file of a key is called that stood in the settings whole. */
  keyFile: string
}

/** Puts a file's settings as a profile. Paths that were relative to the working directory become so to the configuration's folder. */
export function toProfile({ settings, key }: ForeignSettings, place: ProfilePlace): ImportedProfile {
  const { pid, scopes, resource, ...rest } = settings
  const keyFiles = secretFiles(key, place)
  return {
    profile: {
      ...(place.name !== place.environment && { environment: place.environment }),
      ...(rest.clientId !== undefined && { clientId: rest.clientId }),
      ...(key.source && { key: toKey(key, keyFiles, place) }),
      ...(scopes && { scopes: [...scopes] }),
      ...(resource && { resource: [...resource] }),
      ...(rest.consumerOrg !== undefined && { consumerOrg: rest.consumerOrg }),
    },
    files: Object.values(keyFiles),
    warnings: pid === undefined ? [] : ['"pid" is for one request, and is left out: --pid gives it'],
  }
}

interface SecretFiles {
  source?: SecretFile
  password?: SecretFile
  entryPassword?: SecretFile
}

/** An entry whose password is the keystore's needs none of its own. */
function secretFiles(
  { source, password, entryPassword }: ForeignKey,
  { name, keyFile }: ProfilePlace,
): SecretFiles {
  const stem = fileStem(name)
  const isOwn = entryPassword && entryPassword.reveal() !== password?.reveal()
  return {
    ...(source?.kind === 'text' && { source: { name: keyFile, secret: source.text, kind: 'key' } }),
    ...(password && { password: { name: `${stem}.password`, secret: password, kind: 'password' } }),
    ...(isOwn && {
      entryPassword: { name: `${stem}.entry-password`, secret: entryPassword, kind: 'password' },
    }),
  }
}

/** A profile's name as the beginning of a file's. */
export function fileStem(profile: string): string {
  return profile.replace(/[^\p{L}\p{N}_.-]+/gu, '-')
}

function toKey(
  { source, alias, kid }: ForeignKey,
  files: SecretFiles,
  place: ProfilePlace,
): NonNullable<Profile['key']> {
  return {
    ...(source && { file: source.kind === 'text' ? place.keyFile : fromFolder(source.path, place) }),
    ...(alias !== undefined && { alias }),
    ...(kid !== undefined && { kid }),
    ...(files.password && { password: reference(files.password) }),
    ...(files.entryPassword && { entryPassword: reference(files.entryPassword) }),
  }
}

function reference({ name }: SecretFile): SecretReference {
  return { file: name }
}

/** What would be read as standard input or a variable is a file's name here. */
function fromFolder(path: string, { folder, cwd }: ProfilePlace): string {
  if (isAbsolute(path)) return path
  const moved = relative(folder, resolve(cwd, path))
  return moved === '-' || moved.startsWith('env:') ? `./${moved}` : moved
}
