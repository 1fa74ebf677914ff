import type { PlannedImport } from '../../flows/import-settings.js'

/** What was written, for a person. */
export function renderImported({ target, profile, environment, files }: PlannedImport): string {
  const written = files.map(({ label }) => `secret       ${label}\n`)
  return `file         ${target.label}\nprofile      ${profile}\nenvironment  ${environment}\n${written.join('')}`
}

/** The same as one line of JSON (`mp.config-imported/1`). Of a rehearsal, with the text that would be written. */
export function renderImportedJson(
  { target, profile, environment, files, text, warnings }: PlannedImport,
  isRehearsal: boolean,
): string {
  const imported = {
    schema: 'mp.config-imported/1',
    profile,
    environment,
    config: target.path,
    files: files.map(({ path }) => path),
    warnings,
    ...(isRehearsal && { dry_run: true, text }),
  }
  return `${JSON.stringify(imported)}\n`
}
