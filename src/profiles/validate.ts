import * as v from 'valibot'
import { nearest } from '../nearest.js'
import { ConfigFile } from './config-schema.js'
import { ENVIRONMENTS } from './environments.js'

/** Something wrong in a configuration file. `path` is dotted (`profiles.test.scopes`); no value is ever repeated. */
export interface Problem {
  path: string
  message: string
  suggestion?: string
}

export type Validated = { config: ConfigFile; problems: [] } | { config?: undefined; problems: Problem[] }

/** Judges a file's data against the schema and against itself. An empty file is an empty configuration. */
export function validateConfig(data: unknown): Validated {
  const result = v.safeParse(ConfigFile, data ?? {})
  const problems = result.success ? contradictions(result.output) : result.issues.map(toProblem)
  return result.success && problems.length === 0 ? { config: result.output, problems: [] } : { problems }
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const keys = issue.path?.map((item) => String(item.key)) ?? []
  const path = keys.join('.')
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const name = keys.at(-1) ?? ''
    const suggestion = nearest(name, Object.keys(entriesAt(ConfigFile, keys.slice(0, -1))))
    return { path, message: 'is not a setting that mp knows', ...(suggestion && { suggestion }) }
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') return { path, message: 'is missing' }
  return {
    path,
    message:
      issue.kind === 'schema' && issue.type !== 'picklist' && issue.type !== 'union'
        ? expected(issue)
        : issue.message,
  }
}

function expected({ expected, received }: v.BaseIssue<unknown>): string {
  const name = expected === 'Array' ? 'a list' : expected === 'Object' ? 'an object' : `a ${expected}`
  const kind = received.startsWith('"') ? 'a string' : received.toLowerCase()
  return `must be ${name} and is ${kind}`
}

/** The settings that may stand at a path, for saying which one was meant. */
function entriesAt(schema: unknown, path: readonly string[]): Record<string, unknown> {
  const node = schema as { wrapped?: unknown; value?: unknown; entries?: Record<string, unknown> }
  if (node.wrapped) return entriesAt(node.wrapped, path)
  const [key, ...rest] = path
  if (key === undefined) return node.entries ?? {}
  return entriesAt(node.entries?.[key] ?? node.value ?? {}, rest)
}

/** What a schema cannot say: names that must exist, and pairs that exclude each other. */
function contradictions(config: ConfigFile): Problem[] {
  const profiles = config.profiles ?? {}
  return [
    ...Object.entries(profiles).flatMap(([name, profile]) => excluding(`profiles.${name}`, profile)),
    ...Object.keys(config.environments ?? {})
      .filter((name) => ENVIRONMENTS.some((known) => known.name === name))
      .map((name) => ({ path: `environments.${name}`, message: 'is the name of a built-in environment' })),
  ]
}

const EXCLUDING = [
  ['consumerOrg', 'onBehalfOf'],
  ['systemuserOrg', 'authorizationDetails'],
] as const

function excluding(path: string, profile: object): Problem[] {
  return EXCLUDING.filter(([one, other]) => one in profile && other in profile).map(([one, other]) => ({
    path,
    message: `has both "${one}" and "${other}", which exclude each other`,
  }))
}
