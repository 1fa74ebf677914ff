import { MpError } from '../../errors.js'
import { type NamedKeystore, readKeystore } from '../../flows/read-keystore.js'
import type { Host } from '../../host.js'
import type { Use } from '../../keys/fitness.js'
import type { Wanted } from '../../keys/select.js'
import { loadConfig } from '../../profiles/load.js'
import { type OpenResolved, resolveOpenly, withDefaults } from '../../profiles/resolve.js'
import { mayPrompt } from '../may-prompt.js'
import { type GlobalOptions, readGlobal } from '../options/global.js'
import { readKey } from '../options/key.js'
import type { RawOptions } from '../options/option.js'
import { plainPasswords } from '../plain-passwords.js'
import { configPlace, flagLayer } from '../read-request.js'
import { type Reporter, reporterFor } from '../reporter.js'

/** What a command about a key runs with. Nothing has been read but the configuration. */
export interface KeyRequest {
  options: GlobalOptions
  report: Reporter
  resolved: OpenResolved
  /** Whether a person may be asked. */
  mayPrompt(): boolean
}

/** An open keystore, which of its keys is wanted, and by what a key is judged. */
export interface RequestedKeystore extends NamedKeystore {
  wanted: Wanted
  use: Use
}

/** Reads a command line about a key: the file may stand by itself, and no environment need be named. */
export async function readKeyRequest(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<KeyRequest> {
  const options = readGlobal(raw)
  const flags = flagLayer(readKey(withFile(raw, args), host.cwd))
  const sources = await loadConfig(configPlace(options, host), host.files)
  const resolved = resolveOpenly({ wish: options.wish, flags, env: host.env, cwd: host.cwd, sources })
  return {
    options,
    report: reporterFor(options, host),
    resolved: await withSandbox(resolved, host),
    mayPrompt: mayPrompt(options, host),
  }
}

/** Opens the keystore that was asked for; `read` may be {@link lookAtKeystore}, to look and no more. Throws `MP_KEY_*`. */
export async function openRequested(
  request: KeyRequest,
  host: Host,
  read: typeof readKeystore = readKeystore,
): Promise<RequestedKeystore> {
  const { key, environment } = request.resolved
  for (const warning of plainPasswords(key)) request.report.warn(warning)
  const { keystore, label } = await read(key, { ...host, mayPrompt: request.mayPrompt })
  request.report.tell(`key ${label} (${key.source?.origin})`)
  const kid = key.kid?.value
  const use = { now: host.now(), label, kid, environment: environment?.value.certificates }
  return { keystore, label, wanted: { alias: key.alias?.value, kid }, use }
}

function withFile(raw: RawOptions, [file]: readonly string[]): RawOptions {
  if (file === undefined) return raw
  if (raw.key === undefined) return { ...raw, key: file }
  throw new MpError('MP_USAGE', `the key is named twice: "${file}" and --key`)
}

/** The sandbox brings its own key along, where no other was named. */
async function withSandbox(resolved: OpenResolved, host: Host): Promise<OpenResolved> {
  if (resolved.environment?.value.name !== 'sandbox' || resolved.key.source) return resolved
  const { attachSandbox } = await import('../attach-sandbox.js')
  const { layer } = await attachSandbox(resolved.settings.clientId?.value, host, 'stay')
  return withDefaults(resolved, layer)
}
