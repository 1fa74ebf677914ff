import { basename, dirname, resolve } from 'node:path'
import type { Files } from '../host.js'
import type { ConfigFile } from './config-schema.js'
import { type ConfigPlace, type ConfigSource, invalid, judge, readConfig } from './load.js'
import { isJson } from './parse-config.js'
import { textProblems } from './text-problems.js'

const FILE = 'maskinporten.config.json'

/** The configuration file that something is to be written into. */
export interface ConfigTarget {
  path: string
  label: string
  config: ConfigFile
  /** What stands in it; undefined where it is not there yet. */
  text?: string
  /** Whether mp can add to it: a package.json is more than mp's, and YAML has its own ways. */
  isJson: boolean
  /** A file further up that a new one takes the place of. */
  shadowed?: string
}

/** The file that was named, else the one in the working directory, else a new one there. Throws `MP_CONFIG_*` for one that is no good as it is. */
export async function findConfigTarget(place: ConfigPlace, files: Files): Promise<ConfigTarget> {
  const label = place.named ?? FILE
  const path = resolve(place.cwd, label)
  const isNew = place.named !== undefined && !files.exists(path)
  const found = isNew ? undefined : (await readConfig(place, files)).find((it) => it.found !== 'user')
  if (found && (place.named !== undefined || dirname(found.path) === place.cwd)) return existing(judge(found))
  const shadowed = found && { shadowed: found.label }
  return { path, label, config: {}, isJson: isJsonFile('{}', path), ...shadowed }
}

function existing({ path, label, bytes, config, found }: ConfigSource): ConfigTarget {
  const text = Buffer.from(bytes).toString('utf8')
  if (!isJsonFile(text, path)) return { path, label, config, text, isJson: false }
  const isEmpty = text.replace(/^\ufeff/, '').trim() === ''
  const [problem] = isEmpty ? [] : textProblems({ path, label, bytes, data: config, found })
  if (problem) throw invalid({ label, found }, problem)
  return { path, label, config, isJson: true, text: isEmpty ? '{}' : text }
}

function isJsonFile(text: string, path: string): boolean {
  return basename(path) !== 'package.json' && isJson(text, path)
}
