import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { beyondReason } from '../../profiles/beyond-reason.js'
import { isObject } from '../../protocol/json-body.js'
import { readFile } from '../../read-file.js'
import type { GrantFiles } from './grant.js'

/** Reads `--authorization-details`: a JSON list (or one object) of typed objects (RFC 9396 section 2), or `@file`. */
export function readAuthorizationDetails(text: string, from: GrantFiles): readonly unknown[] {
  const json = text.startsWith('@') ? readText(text.slice(1), from) : text
  const parsed = parse(json)
  const excess = beyondReason(parsed)
  if (excess !== undefined) throw new MpError('MP_USAGE', `--authorization-details ${excess}`)
  const details = Array.isArray(parsed) ? parsed : [parsed]
  if (details.length > 0 && details.every((detail) => isObject(detail) && typeof detail.type === 'string'))
    return details
  throw new MpError(
    'MP_USAGE',
    '--authorization-details is not a JSON list of objects that each have a "type"',
  )
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new MpError('MP_USAGE', '--authorization-details is not valid JSON', { cause })
  }
}

function readText(path: string, { cwd, files }: GrantFiles): string {
  if (path === '') throw new MpError('MP_USAGE', '--authorization-details @ names no file')
  const bytes = readFile(files, resolve(cwd, path), path, 'MP_USAGE')
  if (bytes !== undefined) return Buffer.from(bytes).toString('utf8')
  throw new MpError('MP_USAGE', `--authorization-details: there is no file "${path}"`)
}
