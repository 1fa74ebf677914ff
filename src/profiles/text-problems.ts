import { basename } from 'node:path'
import { repeatedNames } from '../protocol/repeated-names.js'
import type { RawConfig } from './load.js'
import { isJson } from './parse-config.js'
import type { Problem } from './shape.js'

const PACKAGE_KEY = 'maskinporten'

/** What is wrong with a file and not to be seen in its data: that it says nothing, or one thing twice. */
export function textProblems(file: RawConfig): Problem[] {
  const isPackage = basename(file.path) === 'package.json'
  const isNothing = file.data === undefined || file.data === null
  return [
    ...(isNothing ? [{ path: isPackage ? PACKAGE_KEY : '', message: 'holds no settings' }] : []),
    ...repeated(file, isPackage).map((path) => ({ path, message: 'stands twice, and the last counts' })),
  ]
}

/** Of a package.json only what is mp's. YAML with a name twice has not been read at all. */
function repeated({ path, bytes }: RawConfig, isPackage: boolean): string[] {
  const text = Buffer.from(bytes).toString('utf8')
  const paths = isJson(text, path) ? repeatedNames(text) : []
  if (!isPackage) return paths.map((names) => names.join('.'))
  return paths
    .filter(([first]) => first === PACKAGE_KEY)
    .map(([first, ...below]) => below.join('.') || `${first}`)
}
