import { type PlannedImport, planImport, writeImport } from '../../flows/import-settings.js'
import { readForeign } from '../../flows/read-foreign.js'
import type { Host } from '../../host.js'
import { findConfigTarget } from '../../profiles/config-target.js'
import type { ForeignSettings } from '../../profiles/foreign/foreign-settings.js'
import { parseForeign } from '../../profiles/foreign/parse-foreign.js'
import { missingIn } from '../../profiles/starter.js'
import { readDryRun } from '../options/config-import.js'
import { readForeignFile } from '../options/foreign-file.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { configPlace } from '../read-request.js'
import { renderImported, renderImportedJson } from '../render/config-imported.js'
import { type Reporter, reporterFor } from '../reporter.js'

/** `mp config import`: makes a profile of another tool's settings. What was secret in them goes to files of its own. */
export async function runConfigImport(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<undefined> {
  const options = readGlobal(raw)
  const isRehearsal = readDryRun(raw)
  const source = readForeignFile(args, host.cwd)
  const foreign = parseForeign(await readForeign(source, host), source.label)
  const target = await findConfigTarget(configPlace(options, host), host.files)
  const wish = { label: source.label, ...options.wish }
  const plan = planImport(foreign, target, { wish, ports: host })
  const report = reporterFor(options, host)
  for (const warning of plan.warnings) report.warn(warning)
  if (!isRehearsal) write(plan, host)
  if (options.json) host.stdout(renderImportedJson(plan, isRehearsal))
  else if (isRehearsal) rehearse(plan, report, host)
  else tell(plan, foreign, report, host)
}

/** Ctrl-C in the midst would leave files with secrets that nothing names: it is listened for, and all is written before it is heard. */
function write(plan: PlannedImport, host: Host): void {
  void host.interrupted()
  writeImport(plan, host)
}

function rehearse({ text, files, target }: PlannedImport, report: Reporter, host: Host): void {
  host.stdout(text)
  const labels = [target.label, ...files.map(({ label }) => label)]
  report.note(`nothing was written; it would be ${labels.join(', ')}`)
}

function tell(plan: PlannedImport, foreign: ForeignSettings, report: Reporter, host: Host): void {
  host.stdout(renderImported(plan))
  const missing = missingIn({ ...foreign.settings, key: foreign.key })
  if (plan.files.length > 0)
    report.hint('the files with secrets are for you alone: keep them out of version control')
  if (missing.length > 0) report.hint(`the profile still needs ${missing.join(', ')}`)
  else report.hint(`mp token --profile ${plan.profile} gets a token`)
}
