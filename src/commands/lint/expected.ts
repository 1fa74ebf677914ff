import type { KeyObject } from 'node:crypto'
import { MpError } from '../../errors.js'
import { type Bench, registeredKey } from '../../flows/judge-grant.js'
import type { Host } from '../../host.js'
import { knownEnvironments } from '../../profiles/choose.js'
import { loadConfig } from '../../profiles/load.js'
import { type OpenResolved, resolveOpenly, withDefaults } from '../../profiles/resolve.js'
import type { KeySettings } from '../../profiles/settings.js'
import type { Jwt } from '../../protocol/jwt.js'
import { mayPrompt } from '../may-prompt.js'
import { readGlobal } from '../options/global.js'
import { readKey } from '../options/key.js'
import { readLint } from '../options/lint.js'
import type { RawOptions } from '../options/option.js'
import { plainPasswords } from '../plain-passwords.js'
import { isFromStdin } from '../read-jwt.js'
import { configPlace, flagLayer } from '../read-request.js'
import type { Reporter } from '../reporter.js'

/** What a grant is held against once it has been read. */
export interface Expected {
  for(jwt: Jwt, report: Reporter): Promise<Omit<Bench, 'now'>>
}

/**
 * What the person says the grant is for. Only flags count: the variables and the default profile around a shell say
 * nothing of a grant that somebody else made. Throws `MP_USAGE` before standard input is read.
 */
export function readExpected(raw: RawOptions, host: Host, args: readonly string[]): Expected {
  const { clientId } = readLint(raw)
  const settings = { ...readKey(raw, host.cwd), ...(clientId !== undefined && { clientId }) }
  if (isFromStdin(args)) refuseSecondReader(settings.key)
  return { for: (jwt, report) => expectedOf(jwt, { raw, host, report, flags: flagLayer(settings) }) }
}

interface Situation {
  raw: RawOptions
  host: Host
  report: Reporter
  flags: ReturnType<typeof flagLayer>
}

async function expectedOf(jwt: Jwt, situation: Situation): Promise<Omit<Bench, 'now'>> {
  const { raw, host, flags } = situation
  const options = readGlobal(raw)
  const sources = await loadConfig(configPlace(options, host), host.files)
  const given = resolveOpenly({ wish: options.wish, flags, env: host.env, cwd: host.cwd, sources })
  const isNamed = raw.profile !== undefined || raw.env !== undefined
  const resolved = isNamed ? await withSandbox(given, jwt, host) : given
  const { clientId } =
    raw.profile === undefined ? flags.settings : { clientId: resolved.settings.clientId?.value }
  return {
    issuers: knownEnvironments(sources),
    environment: isNamed ? resolved.environment?.value : undefined,
    clientId,
    key: await keyFor(jwt, resolved, isNamed, situation),
  }
}

/** A key is looked for where the grant names a registered one, and a flag says where that may be. */
async function keyFor(
  { header }: Jwt,
  { key }: OpenResolved,
  isNamed: boolean,
  { raw, host, report }: Situation,
): Promise<KeyObject | undefined> {
  const isWanted = raw.key !== undefined || (isNamed && key.source !== undefined)
  if ('x5c' in header || !isWanted) return undefined
  for (const warning of plainPasswords(key)) report.warn(warning)
  return registeredKey(header.kid, key, { ...host, mayPrompt: mayPrompt(readGlobal(raw), host) })
}

/** The sandbox's own name, and the registered key of the client that the grant is of, where no other was named. */
async function withSandbox(
  resolved: OpenResolved,
  { claims: { iss } }: Jwt,
  host: Host,
): Promise<OpenResolved> {
  if (resolved.environment?.value.name !== 'sandbox') return resolved
  const { attachSandbox } = await import('../attach-sandbox.js')
  const { environment, layer } = await attachSandbox(`${iss}`, host, 'stay')
  const here = { ...resolved, environment: { ...resolved.environment, value: environment } }
  const { clientId, key } = layer.settings
  if (clientId !== iss || key?.kid === undefined) return here
  return withDefaults(here, { ...layer, settings: { key } })
}

/** Standard input is the grant. */
function refuseSecondReader(key: KeySettings | undefined): void {
  const asks = [key?.source, key?.password, key?.entryPassword].some((place) => place?.kind === 'stdin')
  if (asks) throw new MpError('MP_USAGE', 'standard input cannot be both the grant and something of its key')
}
