import { CONFIG } from './config-schema.js'
import type { Shape } from './shape.js'

/** The configuration file's JSON Schema (draft 7), for editors. It asks for no more than mp itself does. */
export function configJsonSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Maskinporten configuration',
    ...toJsonSchema(CONFIG),
  }
}

function toJsonSchema(shape: Shape): object {
  switch (shape.kind) {
    case 'text':
      return { type: 'string', minLength: 1 }
    case 'boolean':
      return { type: 'boolean' }
    case 'seconds':
      return { type: 'integer', minimum: shape.least, maximum: shape.most }
    case 'one-of':
      return { enum: shape.values }
    case 'list':
      return {
        type: 'array',
        items: toJsonSchema(shape.of),
        ...(shape.ifEmpty !== undefined && { minItems: 1 }),
      }
    case 'record':
      return { type: 'object', additionalProperties: toJsonSchema(shape.of) }
    case 'object':
      return objectSchema(shape)
    case 'either':
      return { anyOf: shape.of.map(toJsonSchema) }
  }
}

function objectSchema({ fields, required = [], open }: Extract<Shape, { kind: 'object' }>): object {
  const properties = Object.entries(fields).map(([name, field]) => [name, toJsonSchema(field)])
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: open === true,
  }
}
