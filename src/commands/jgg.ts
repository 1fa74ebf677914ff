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
import { toResolved } from '../profiles/foreign/to-resolved.js'
import { mayPrompt } from './may-prompt.js'
import { readForeignFile, refuseChoice } from './options/foreign-file.js'
import { type GlobalOptions, readGlobal } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { verboseSender } from './prepare.js'
import { renderAnswerBlock, renderGrantBlock, renderJsonLine } from './render/jgg.js'
import { type Reporter, reporterFor } from './reporter.js'

/** `mp jgg`: what jwt-grant-generator does with its properties file, and prints what it prints. */
export async function runJgg(raw: RawOptions, host: Host, args: readonly string[]): Promise<undefined> {
  const options = readGlobal(raw)
  refuseChoice(raw, 'mp jgg')
  const file = readForeignFile(args, host.cwd)
  const report = reporterFor(options, host)
  const foreign = fromProperties(readProperties(await readForeign(file, host), file.label), file.label)
  for (const warning of foreign.warnings) report.warn(warning)
  const run = await prepareRun(foreign, file.label, { options, report, host })
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
  { options, report, host }: { options: GlobalOptions; report: Reporter; host: Host },
): Promise<GeneratorRun> {
  const issuer = assertComplete(foreign, label)
  const { environment, warnings } = foreignEnvironment(issuer, foreign.tokenEndpoint)
  for (const warning of warnings) report.warn(warning)
  const resolved = toResolved(foreign, { environment, label, cwd: host.cwd })
  const opened = await openKey(resolved, { ...host, mayPrompt: mayPrompt(options, host) })
  for (const warning of [...otherType(foreign, opened.format), ...opened.warnings]) report.warn(warning)
  return { ...planGrant(resolved), key: opened.key, endpoint: foreign.tokenEndpoint }
}

function assertComplete(
  { issuer, settings, key }: ForeignSettings,
  label: string,
): { value: string; origin: string } {
  const missing = [
    ...(settings.clientId === undefined ? ['issuer'] : []),
    ...(issuer === undefined ? ['audience'] : []),
    ...(settings.scopes === undefined ? ['scope'] : []),
    ...(key.source === undefined ? ['keystore.file'] : []),
  ]
  if (issuer && missing.length === 0) return issuer
  throw new SettingsError(
    'incomplete',
    `"${label}" has no ${missing.map((name) => `"${name}"`).join(' and no ')}`,
  )
}

function otherType({ key: { type } }: ForeignSettings, format: string): string[] {
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
