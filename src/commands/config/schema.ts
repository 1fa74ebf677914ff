import type { Host } from '../../host.js'
import { configJsonSchema } from '../../profiles/json-schema.js'
import type { RawOptions } from '../options/option.js'

/** `mp config schema`: prints the JSON Schema of the configuration file. */
export async function runConfigSchema(_: RawOptions, host: Host): Promise<undefined> {
  host.stdout(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
}
