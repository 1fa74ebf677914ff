import { readEnvFile } from './env-file.js'
import type { ForeignSettings } from './foreign-settings.js'
import { fromEnvFile } from './from-env-file.js'
import { fromProperties } from './from-properties.js'
import { isGeneratorName } from './generator-names.js'
import { readProperties } from './java-properties.js'
import { SettingsError } from './settings-error.js'

/**
 * Reads another tool's settings, of jwt-grant-generator or of a platform: which, is told by what stands in the file. Throws
 * `MP_SETTINGS_INVALID` for a file of neither, and what the two kinds throw.
 */
export function parseForeign(bytes: Uint8Array, label: string): ForeignSettings {
  const text = Buffer.from(bytes).toString('utf8')
  if (/^\ufeff?[ \t]*(?:export[ \t]+)?MASKINPORTEN_[A-Z_]+[ \t]*=/m.test(text))
    return fromEnvFile(readEnvFile(text, label))
  const properties = readProperties(bytes, label)
  if (properties.some(({ name }) => isGeneratorName(name))) return fromProperties(properties, label)
  throw new SettingsError('unknown', `"${label}" holds no settings that mp knows`)
}
