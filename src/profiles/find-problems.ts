import { MpError } from '../errors.js'
import type { Files } from '../host.js'
import { choose } from './choose.js'
import { profileNames } from './from-file.js'
import type { ConfigSource, RawConfig } from './load.js'
import { missingFiles } from './missing-files.js'
import type { Problem } from './shape.js'
import { textProblems } from './text-problems.js'
import { validateConfig } from './validate.js'

/** A problem and the file it stands in; null where it lies between files. */
export interface Finding extends Problem {
  file: string | null
}

/** Everything wrong in the files: each by itself, and then every profile as it would be used, with the files that it names. */
export function findProblems(files: readonly RawConfig[], disk: Pick<Files, 'size'>): Finding[] {
  const judged = files.map((raw) => ({ raw, ...validateConfig(raw.data) }))
  const problems = judged.flatMap(({ raw, problems }) => inFile(raw, [...textProblems(raw), ...problems]))
  if (problems.length > 0) return problems
  const sources = judged.flatMap(({ raw, config }) => (config ? [{ ...raw, config }] : []))
  return [...sources.flatMap((source) => inFile(source, missingFiles(source, disk))), ...unusable(sources)]
}

function inFile({ label }: Pick<RawConfig, 'label'>, problems: readonly Problem[]): Finding[] {
  return problems.map((problem) => ({ ...problem, file: label }))
}

/** Profiles that extend what is not there, or name no environment that exists. */
function unusable(sources: readonly ConfigSource[]): Finding[] {
  const names = profileNames(sources)
  const defaults = sources.flatMap(({ config }) => config.defaultProfile ?? [])
  return [
    ...names.flatMap((name) => findingFor(name, `profiles.${name}`, sources)),
    ...defaults
      .filter((name) => !names.includes(name))
      .flatMap((name) => findingFor(name, 'defaultProfile', sources)),
  ]
}

function findingFor(profile: string, path: string, sources: readonly ConfigSource[]): Finding[] {
  try {
    choose({ profile }, {}, sources)
    return []
  } catch (error) {
    if (!(error instanceof MpError)) throw error
    const { message, suggestion } = error
    return [{ file: null, path, message, ...(suggestion !== undefined && { suggestion }) }]
  }
}
