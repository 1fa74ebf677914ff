import { isSameOrigin } from '../protocol/metadata.js'
import { CONFIG, type ConfigFile, type CustomEnvironment } from './config-schema.js'
import { ENVIRONMENTS } from './environments.js'
import { type Problem, problemsOf } from './shape.js'

export type Validated = { config: ConfigFile; problems: [] } | { config?: undefined; problems: Problem[] }

/** Judges a file's data by its shape and against itself. An empty file is an empty configuration. */
export function validateConfig(data: unknown): Validated {
  const given = data ?? {}
  const misshapen = problemsOf(CONFIG, given)
  const problems = misshapen.length > 0 ? misshapen : contradictions(given)
  return problems.length > 0 ? { problems } : { config: given, problems: [] }
}

/** What a shape cannot say: names that are taken, and pairs that exclude each other. */
function contradictions({ profiles = {}, environments = {} }: ConfigFile): Problem[] {
  return [
    ...Object.entries(profiles).flatMap(([name, profile]) => excluding(`profiles.${name}`, profile)),
    ...Object.entries(environments).flatMap(([name, environment]) => foreignEndpoint(name, environment)),
    ...Object.keys(environments)
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

function foreignEndpoint(name: string, { issuer, tokenEndpoint }: CustomEnvironment): Problem[] {
  if (tokenEndpoint === undefined || isSameOrigin(issuer, tokenEndpoint)) return []
  return [{ path: `environments.${name}.tokenEndpoint`, message: 'is of another origin than the issuer' }]
}
