import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { type Finding, findProblems } from '../../profiles/find-problems.js'
import { readConfig } from '../../profiles/load.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { configPlace } from '../read-request.js'

const EXIT_FOUND = 8

/** `mp config validate`: every problem of the configuration files at once; exit 8 where there is one. */
export async function runConfigValidate(raw: RawOptions, host: Host): Promise<number | undefined> {
  const options = readGlobal(raw)
  const { files, findings } = await judge(options, host)
  if (options.json) host.stdout(`${JSON.stringify({ schema: 'mp.config-validate/1', files, findings })}\n`)
  else host.stdout([...findings.map(line), summary(files, findings)].join('\n').concat('\n'))
  return findings.length > 0 ? EXIT_FOUND : undefined
}

/** A file that cannot be parsed is a finding too; a file that was named and is not there is a failure. */
async function judge(
  options: { config?: string },
  host: Host,
): Promise<{ files: string[]; findings: Finding[] }> {
  try {
    const files = await readConfig(configPlace(options, host), host.files)
    if (files.length === 0)
      throw new MpError('MP_CONFIG_NOT_FOUND', 'there is no configuration file here or above')
    return { files: files.map(({ label }) => label), findings: findProblems(files, host.files) }
  } catch (error) {
    if (!(error instanceof MpError) || error.code !== 'MP_CONFIG_UNREADABLE') throw error
    return { files: [], findings: [{ file: null, path: '', message: error.message }] }
  }
}

function line({ file, path, message, suggestion }: Finding): string {
  const where = [file, path].filter(Boolean).join(': ')
  return `${where}${where && ': '}${message}${suggestion === undefined ? '' : ` (did you mean "${suggestion}"?)`}`
}

function summary(files: readonly string[], findings: readonly Finding[]): string {
  if (findings.length === 0) return `${files.join(', ')}: good`
  return findings.length === 1 ? '1 problem' : `${findings.length} problems`
}
