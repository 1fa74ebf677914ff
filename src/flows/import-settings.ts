import { dirname, join, relative, resolve } from 'node:path'
import type { Host } from '../host.js'
import { type Addition, additionAlone, addToConfig, newConfig } from '../profiles/add-to-config.js'
import type { ConfigTarget } from '../profiles/config-target.js'
import type { ForeignSettings } from '../profiles/foreign/foreign-settings.js'
import { placeEnvironment } from '../profiles/foreign/place-environment.js'
import { SettingsError } from '../profiles/foreign/settings-error.js'
import { fileStem, type SecretFile, toProfile } from '../profiles/foreign/to-profile.js'
import { type KeyFile, keyFileOf } from './key-file.js'
import { type WantedFile, writeTogether } from './write-together.js'

export interface ImportWish {
  /** The file as the person wrote it. */
  label: string
  profile?: string | undefined
  environment?: string | undefined
}

/** What an import comes to. Nothing has been written, and no secret stands in anything but `files`. */
export interface PlannedImport {
  profile: string
  environment: string
  target: ConfigTarget
  /** The configuration file's new text; of one that mp does not write, the part to be added. */
  text: string
  files: readonly WantedFile[]
  warnings: readonly string[]
}

export type ImportPorts = Pick<Host, 'cwd' | 'files'>

/** Plans a profile of another tool's settings. Throws `MP_SETTINGS_INVALID` where a name is taken, and as {@link placeEnvironment}. */
export function planImport(
  foreign: ForeignSettings,
  target: ConfigTarget,
  { wish, ports }: { wish: ImportWish; ports: ImportPorts },
): PlannedImport {
  const environment = placeEnvironment(foreign, target.config, { named: wish.environment, label: wish.label })
  const name = wish.profile ?? environment.name
  if (Object.hasOwn(target.config.profiles ?? {}, name))
    throw new SettingsError('taken', `"${target.label}" has a profile "${name}" already`)
  const { source } = foreign.key
  const key = source?.kind === 'text' ? keyFileOf(source.text) : undefined
  const folder = dirname(target.path)
  const keyFile = `${fileStem(name)}.${key?.extension}`
  const place = { name, environment: environment.name, folder, cwd: ports.cwd, keyFile }
  const imported = toProfile(foreign, place)
  const { added } = environment
  const addition = {
    name,
    profile: imported.profile,
    environment: added && { name: environment.name, added },
  }
  return {
    profile: name,
    environment: environment.name,
    target,
    text: newText(target, addition),
    files: imported.files.map((file) => wantedFile(file, key, folder, ports)),
    warnings: [
      ...foreign.warnings,
      ...environment.warnings,
      ...imported.warnings,
      ...surroundings(foreign, target, ports),
    ],
  }
}

/** Writes what was planned: all of it or nothing. Throws `MP_FILE`, and `MP_SETTINGS_INVALID` for a file that mp cannot add to. */
export function writeImport({ target, text, files }: PlannedImport, ports: { files: Host['files'] }): void {
  const { path, label } = target
  if (!target.isJson)
    throw new SettingsError('no json', `"${label}" is no JSON file of mp's alone, and is not changed`)
  writeTogether(files, { path, label, bytes: text, isNew: target.text === undefined }, ports)
}

function newText({ isJson, text }: ConfigTarget, addition: Addition): string {
  if (!isJson) return asText(additionAlone(addition))
  return text === undefined ? asText(newConfig(addition)) : addToConfig(text, addition)
}

function asText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** A password's line ends as readers expect it, unless its own last character would be taken for a part of that. */
function wantedFile(
  { name, secret, kind }: SecretFile,
  key: KeyFile | undefined,
  folder: string,
  ports: ImportPorts,
): WantedFile {
  const path = join(folder, name)
  const label = relative(ports.cwd, path)
  if (ports.files.exists(path))
    throw new SettingsError('taken', `"${label}" exists already, and is not written over`)
  const password = secret.reveal()
  return {
    path,
    label,
    bytes: kind === 'key' && key ? key.bytes : password + (password.endsWith('\r') ? '' : '\n'),
  }
}

/** What is not as it will be needed: a key that is not there, a configuration that is found no longer. */
function surroundings(
  { key: { source } }: ForeignSettings,
  { shadowed }: ConfigTarget,
  ports: ImportPorts,
): string[] {
  const isAbsent = source?.kind === 'path' && !ports.files.exists(resolve(ports.cwd, source.path))
  return [
    ...(isAbsent ? [`there is no file "${source.path}" here`] : []),
    ...(shadowed === undefined ? [] : [`"${shadowed}" is not looked at from here any more`]),
  ]
}
