import { MpError } from '../errors.js'
import { choose } from './choose.js'
import { profileNames } from './from-file.js'
import type { ConfigSource, RawConfig } from './load.js'
import type { Problem } from './shape.js'
import { validateConfig } from './validate.js'

/** A problem and the file it stands in; null where it lies between files. */
export interface Finding extends Problem {
  file: string | null
}

/** Everything wrong in the files: each by itself, and then every profile as it would be used. */
export function findProblems(files: readonly RawConfig[]): Finding[] {
  const judged = files.map(({ data, ...file }) => ({ file, ...validateConfig(data) }))
  const problems = judged.flatMap(({ file, problems }) =>
    problems.map((problem) => ({ ...problem, file: file.label })),
  )
  if (problems.length > 0) return problems
  return unusable(judged.flatMap(({ file, config }) => (config ? [{ ...file, config }] : [])))
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
