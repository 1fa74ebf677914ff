import { MpError } from '../../errors.js'
import { isObject } from '../../protocol/json-body.js'

const SCHEMA = 'mp.shared-failure/1'
/** What the same request would meet a moment later, whoever sent it. */
const SHARED = ['MP_UNREACHABLE', 'MP_UNAVAILABLE'] as const

/** The failure of one who asked for all, as the bytes of a file; undefined where it may be that one's alone. `id`: no two are the same. */
export function writeSharedFailure(error: unknown, id: number): string | undefined {
  if (!(error instanceof MpError) || !SHARED.some((code) => code === error.code)) return undefined
  const { code, message, tries = 1 } = error
  return `${JSON.stringify({ schema: SCHEMA, id, code, message, tries })}\n`
}

/** Reads such a file, or gives undefined where it is damaged or none. */
export function readSharedFailure(text: string): MpError | undefined {
  const stored = parse(text)
  if (!isObject(stored) || stored.schema !== SCHEMA) return undefined
  const code = SHARED.find((one) => one === stored.code)
  if (code === undefined || typeof stored.message !== 'string') return undefined
  const error = new MpError(code, stored.message)
  if (Number.isInteger(stored.tries)) error.tries = stored.tries as number
  return error
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
