import { dirname, relative, resolve } from 'node:path'
import { createFile } from '../../create-file.js'
import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { nearest } from '../../nearest.js'
import { platformOf } from '../../profiles/altinn-platforms.js'
import { ENVIRONMENTS, type Environment } from '../../profiles/environments.js'
import type { Settings } from '../../profiles/settings.js'
import { missingIn, starterConfig } from '../../profiles/starter.js'
import { readGlobal } from '../options/global.js'
import { readGrant } from '../options/grant.js'
import { readKey } from '../options/key.js'
import type { RawOptions } from '../options/option.js'
import { altinnFlag, readToken } from '../options/token.js'
import { reporterFor } from '../reporter.js'

const FILE = 'maskinporten.config.json'

/** `mp config init`: writes a first configuration file from the flags; never over one that is there. */
export async function runConfigInit(raw: RawOptions, host: Host): Promise<undefined> {
  const options = readGlobal(raw)
  const label = options.config ?? FILE
  const path = resolve(host.cwd, label)
  const target = readEnvironment(options.wish.environment)
  const environment = target.name
  const key = fromFolder(readKey(raw, host.cwd), dirname(path))
  const settings = { ...readGrant(raw, host), ...key, ...tokenSettings(raw, target) }
  const config = starterConfig(options.wish.profile ?? environment, environment, settings)
  createFile(host.files, path, label, `${JSON.stringify(config, null, 2)}\n`)
  const profile = config.defaultProfile
  const missing = missingIn(
    environment === 'sandbox' ? { clientId: '', key: { source: SANDBOX_KEY }, ...settings } : settings,
  )
  if (options.json) {
    host.stdout(`${JSON.stringify({ schema: 'mp.config-written/1', file: path, profile, missing })}\n`)
    return
  }
  host.stdout(`file     ${label}\nprofile  ${profile}\n`)
  const report = reporterFor(options, host)
  if (missing.length > 0) report.hint(`the profile still needs ${missing.join(', ')}`)
  else report.hint('mp config show tells what a command would run with, and mp token gets a token')
}

/** The sandbox brings its own. */
const SANDBOX_KEY = { kind: 'file', path: '', label: '' } as const

function readEnvironment(name = 'test'): Environment {
  const environment = ENVIRONMENTS.find((known) => known.name === name)
  if (environment) return environment
  const names = ENVIRONMENTS.map((known) => known.name)
  const suggestion = nearest(name, names)
  throw new MpError(
    'MP_USAGE',
    `there is no environment "${name}" (--env); the environments are ${names.join(', ')}`,
    suggestion === undefined ? {} : { suggestion },
  )
}

/** The token flags, once the environment is known to have the Altinn that they ask for. */
function tokenSettings(raw: RawOptions, environment: Environment): Settings {
  const settings = readToken(raw)
  const { altinn, altinnEnv: value } = settings
  const named = value === undefined ? undefined : { value, origin: '--altinn-env' }
  if (altinn) platformOf(environment, named, altinnFlag(raw))
  return settings
}

/** Flags name files from the working directory, a configuration file from its own folder. */
function fromFolder<T extends Settings>(settings: T, folder: string): T {
  const { key } = settings
  if (!key) return settings
  const moved = Object.entries(key).map(([name, place]) => {
    const isFile = typeof place === 'object' && place.kind === 'file'
    return [name, isFile ? { ...place, label: relative(folder, place.path) } : place]
  })
  return { ...settings, key: Object.fromEntries(moved) }
}
