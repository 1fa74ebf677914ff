import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { configDirectory } from '../profiles/directories.js'
import { type ConfigPlace, type ConfigSource, loadConfig } from '../profiles/load.js'
import { type Resolved, resolveSettings } from '../profiles/resolve.js'
import type { Layer, Settings } from '../profiles/settings.js'
import { type GlobalOptions, readGlobal } from './options/global.js'
import { readGrant } from './options/grant.js'
import { readKey } from './options/key.js'
import { flagOf, type RawOptions } from './options/option.js'
import { altinnFlag, readToken } from './options/token.js'
import { reporterFor } from './reporter.js'

/** A command line and the configuration around it, put together. */
export interface Request {
  options: GlobalOptions
  sources: readonly ConfigSource[]
  resolved: Resolved
}

/** Reads flags, variables and files to what the command runs with. Throws `MP_USAGE` and `MP_CONFIG_*`; sends nothing. */
export async function readRequest(raw: RawOptions, host: Host): Promise<Request> {
  const options = readGlobal(raw)
  const settings = { ...readGrant(raw, host), ...readKey(raw, host.cwd), ...readToken(raw) }
  const flags = flagLayer(settings, altinnFlag(raw))
  const sources = await loadConfig(configPlace(options, host), host.files)
  const resolved = resolveSettings({ wish: options.wish, flags, env: host.env, cwd: host.cwd, sources })
  if (raw.externalRef !== undefined && !resolved.settings.externalRef) {
    throw new MpError('MP_USAGE', "--external-ref is a system user's, and no --systemuser-org was given")
  }
  return { options, sources, resolved }
}

/** Tells what a person should know of the environment. */
export function warnOfEnvironment({ options, resolved }: Request, host: Host): void {
  const { warning } = resolved.environment.value
  if (warning !== undefined) reporterFor(options, host).warn(warning)
}

/** Where the configuration is looked for. */
export function configPlace(
  { config }: Pick<GlobalOptions, 'config'>,
  { cwd, env, home }: Host,
): ConfigPlace {
  return { named: config ?? (env.MP_CONFIG || undefined), cwd, userDir: configDirectory(env, home) }
}

const FLAGS: Record<string, string> = {
  scopes: '--scope',
  'key.file': '--key',
  'key.alias': '--key-alias',
  'key.kid': '--kid',
  'key.password': '--key-password-file',
  'key.entryPassword': '--entry-password-file',
}

/** The flags as a place that settings come from. `altinn`: the flag that asks for Altinn's token, where one does. */
export function flagLayer(settings: Settings, altinn = '--altinn'): Layer {
  const origin = (name: string) => (name === 'altinn' ? altinn : (FLAGS[name] ?? flagOf(name)))
  return { settings, origin }
}
