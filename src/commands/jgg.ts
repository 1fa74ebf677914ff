import { openKey } from '../flows/open-key.js'
import { planGrant } from '../flows/plan-grant.js'
import { readForeign } from '../flows/read-foreign.js'
import { type GeneratorRun, runGenerator, type Showing } from '../flows/run-generator.js'
import type { Host } from '../host.js'
import { foreignEnvironment } from '../profiles/foreign/foreign-environment.js'
import type { ForeignSettings } from '../profiles/foreign/foreign-settings.js'
import { fromProperties } from '../profiles/foreign/from-properties.js'
import { readProperties } from '../profiles/foreign/java-properties.js'
import { SettingsError } from '../profiles/foreign/settings-error.js'
import { toLayer } from '../profiles/foreign/to-layer.js'
import { type Resolved, withDefaults } from '../profiles/resolve.js'
import type { Layer } from '../profiles/settings.js'
import { mayPrompt } from './may-prompt.js'
import { readForeignFile, refuseChoice } from './options/foreign-file.js'
import { type GlobalOptions, readGlobal } from './options/global.js'
import { readKey } from './options/key.js'
import type { RawOptions } from './options/option.js'
import { verboseSender } from './prepare.js'
import { flagLayer } from './read-request.js'
import { renderAnswerBlock, renderGrantBlock, renderJsonLine } from './render/jgg.js'
import { type Reporter, reporterFor } from './reporter.js'

type Issuer = NonNullable<ForeignSettings['issuer']>

/** `mp jgg`: what jwt-grant-generator does with its properties file, and prints what it prints. The key's flags go before the file. */
export async function runJgg(raw: RawOptions, host: Host, args: readonly string[]): Promise<undefined> {
  const options = readGlobal(raw)
  refuseChoice(raw, 'mp jgg')
  const flags = flagLayer(readKey(raw, host.cwd))
  const file = readForeignFile(args, host.cwd)
  const report = reporterFor(options, host)
  const foreign = fromProperties(readProperties(await readForeign(file, host), file.label), file.label)
  for (const warning of foreign.warnings) report.warn(warning)
  const run = await prepareRun(foreign, file.label, { flags, options, report, host })
  const send = verboseSender(host.sender(options.timeoutMs), report, host)
  const isJson = options.json || saysJson(args, report)
  await runGenerator(
    run,
    { send, now: host.now, newId: host.newId },
    isJson ? inJson(run, host) : inBlocks(host),
  )
}

/** Everything that can be wrong before a grant is made. Throws `MP_SETTINGS_INVALID`, `MP_METADATA` and `MP_KEY_*`. */
async function prepareRun(
  foreign: ForeignSettings,
  label: string,
  { flags, options, report, host }: { flags: Layer; options: GlobalOptions; report: Reporter; host: Host },
): Promise<GeneratorRun> {
  const { environment, warnings } = foreignEnvironment(
    completeIssuer(foreign, flags, label),
    foreign.tokenEndpoint,
  )
  for (const warning of warnings) report.warn(warning)
  const bare: Resolved = {
    environment: { value: environment, origin: `"${label}"` },
    settings: {},
    key: {},
    apis: {},
  }
  const resolved = withDefaults(withDefaults(bare, flags), toLayer(foreign, label, host.cwd))
  const opened = await openKey(resolved, { ...host, mayPrompt: mayPrompt(options, host) })
  const typed = flags.settings.key?.source ? undefined : foreign.key.type
  for (const warning of [...otherType(typed, opened.format), ...opened.warnings]) report.warn(warning)
  return { ...planGrant(resolved), key: opened.key, endpoint: foreign.tokenEndpoint }
}

/** The issuer, once the file has been found to have all that a grant needs. */
function completeIssuer({ issuer, settings, key }: ForeignSettings, flags: Layer, label: string): Issuer {
  const missing = [
    ...(settings.clientId === undefined ? ['issuer'] : []),
    ...(issuer === undefined ? ['audience'] : []),
    ...(settings.scopes?.length ? [] : ['scope']),
    ...((key.source ?? flags.settings.key?.source) === undefined ? ['keystore.file'] : []),
  ]
  if (issuer && missing.length === 0) return issuer
  throw new SettingsError(
    'incomplete',
    `"${label}" has no ${missing.map((name) => `"${name}"`).join(' and no ')}`,
  )
}

function otherType(type: string | undefined, format: string): string[] {
  if (type === undefined || type.trim().toLowerCase() === format) return []
  return [`"keystore.type" is not what the keystore is: ${format}, by its bytes`]
}

/** The Java tool takes any other word for none. */
function saysJson([, word]: readonly string[], report: Reporter): boolean {
  if (word !== undefined && word !== 'json') report.warn(`"${word}" is not "json", and changes nothing`)
  return word === 'json'
}

function inBlocks(host: Host): Showing {
  return {
    grant: (assertion) => host.stdout(renderGrantBlock(assertion)),
    answer: (_assertion, body) => host.stdout(renderAnswerBlock(body)),
  }
}

function inJson({ endpoint }: GeneratorRun, host: Host): Showing {
  return {
    grant(assertion) {
      if (endpoint === undefined) host.stdout(renderJsonLine(assertion))
    },
    answer(assertion, body) {
      if (body !== undefined) host.stdout(renderJsonLine(assertion, body))
    },
  }
}
