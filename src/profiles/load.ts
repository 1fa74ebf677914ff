import { basename, dirname, join, relative, resolve } from 'node:path'
import { MpError } from '../errors.js'
import type { Files } from '../host.js'
import { isObject } from '../protocol/json-body.js'
import { readFile } from '../read-file.js'
import type { ConfigFile } from './config-schema.js'
import { parseConfig } from './parse-config.js'
import type { Problem } from './shape.js'
import { validateConfig } from './validate.js'

/** A configuration file that was read and found good. `label` is its path as a person would write it. */
export interface ConfigSource {
  path: string
  label: string
  /** `walked` files were merely found: what they ask to be run needs the person's leave. */
  found: 'named' | 'walked' | 'user'
  /** The file as it was read, for checking that it is the one the person allowed. */
  bytes: Uint8Array
  config: ConfigFile
}

/** A configuration file's data before it is judged; undefined where the file is empty. */
export interface RawConfig {
  path: string
  label: string
  found: ConfigSource['found']
  bytes: Uint8Array
  data: unknown
}

export interface ConfigPlace {
  /** `--config` or `MP_CONFIG`. */
  named?: string | undefined
  cwd: string
  /** The directory of the user's own configuration. */
  userDir: string
}

/** Tried in this order in the working directory, then in each directory above it. Nothing here is ever executed. */
export const SEARCH_PLACES = [
  'maskinporten.config.json',
  'maskinporten.config.yaml',
  'maskinporten.config.yml',
  '.maskinportenrc',
  '.maskinportenrc.json',
  '.maskinportenrc.yaml',
  '.maskinportenrc.yml',
  'package.json',
] as const

/** The project's file, then the user's, as far as they exist. Throws the `MP_CONFIG_*` errors; the first problem is named. */
export async function loadConfig(place: ConfigPlace, files: Files): Promise<ConfigSource[]> {
  return (await readConfig(place, files)).map(judge)
}

/** The same files, not yet judged. Throws where one is named and missing, or cannot be parsed. */
export async function readConfig(place: ConfigPlace, files: Files): Promise<RawConfig[]> {
  const project =
    place.named === undefined ? await walkUp(place, files) : await readNamed(place.named, place, files)
  const userPath = join(place.userDir, 'config.json')
  const user = project?.path === userPath ? undefined : await readPlace(userPath, 'user', place, files)
  return [project, user].filter((found) => found !== undefined)
}

/** Throws `MP_CONFIG_INVALID` for the first problem. */
export function judge({ data, ...file }: RawConfig): ConfigSource {
  const { config, problems } = validateConfig(data)
  if (config) return { ...file, config }
  throw invalid(file, problems[0])
}

/** The failure that a problem of a file is. */
export function invalid(file: Pick<RawConfig, 'label' | 'found'>, problem: Problem | undefined): MpError {
  const { suggestion } = problem ?? {}
  return new MpError('MP_CONFIG_INVALID', problemText(file.label, problem), {
    ...(suggestion !== undefined && { suggestion }),
    config: namedIn([file]),
  })
}

/** The file that the command line or a variable named, if one did. */
export function namedIn(files: readonly Pick<ConfigSource, 'found' | 'label'>[]): string | undefined {
  return files.find(({ found }) => found === 'named')?.label
}

/** One problem as a sentence that names the file and the setting. */
export function problemText(label: string, problem: Problem | undefined): string {
  return problem?.path
    ? `"${problem.path}" in "${label}" ${problem.message}`
    : `"${label}" ${problem?.message}`
}

async function readNamed(named: string, place: ConfigPlace, files: Files): Promise<RawConfig> {
  const path = resolve(place.cwd, named)
  const found = await readPlace(path, 'named', place, files, named).catch((error) => {
    if (error instanceof MpError) error.config = named
    throw error
  })
  if (found === undefined)
    throw new MpError('MP_CONFIG_NOT_FOUND', `there is no configuration file "${named}"`)
  return found
}

async function walkUp(place: ConfigPlace, files: Files): Promise<RawConfig | undefined> {
  for (let dir = place.cwd; ; dir = dirname(dir)) {
    for (const name of SEARCH_PLACES) {
      const found = await readPlace(join(dir, name), 'walked', place, files)
      if (found !== undefined) return found
    }
    if (dir === dirname(dir)) return undefined
  }
}

/** A package.json counts only for its `maskinporten` key. */
async function readPlace(
  path: string,
  found: ConfigSource['found'],
  { cwd }: ConfigPlace,
  files: Files,
  label = labelOf(path, cwd),
): Promise<RawConfig | undefined> {
  const bytes = readFile(files, path, label, 'MP_CONFIG_UNREADABLE')
  if (bytes === undefined) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  const isPackage = basename(path) === 'package.json'
  if (isPackage && !text.includes('"maskinporten"')) return undefined
  const data = text.trim() === '' ? undefined : await parseConfig(text, path, label)
  if (!isPackage) return { path, label, found, bytes, data }
  return isObject(data) && data.maskinporten !== undefined
    ? { path, label, found, bytes, data: data.maskinporten }
    : undefined
}

function labelOf(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short.length < path.length ? short : path
}
