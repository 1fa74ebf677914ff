import { toJsonSchema } from '@valibot/to-json-schema'
import { ConfigFile } from './config-schema.js'

/** The configuration file's JSON Schema (draft 7), for editors. It asks for no more than mp itself does. */
export function configJsonSchema(): object {
  return {
    title: 'Maskinporten configuration',
    ...toJsonSchema(ConfigFile, { errorMode: 'ignore', target: 'draft-07' }),
  }
}
