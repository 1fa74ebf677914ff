import { RefusedError } from '../errors.js'
import type { Authority } from '../protocol/refusals/refusal-entry.js'

/** Reads an answer; where it is a refusal, says which of the known ones. What is known is loaded then, and not before. */
export async function knowRefusal<T>(authority: Authority, read: () => T): Promise<T> {
  try {
    return read()
  } catch (error) {
    throw error instanceof RefusedError ? await known(authority, error) : error
  }
}

async function known(authority: Authority, error: RefusedError): Promise<RefusedError> {
  const { recognise } = await import('../protocol/refusals/recognise.js')
  const { publishedCode } = await import('../protocol/refusals/refusal-entry.js')
  const entry = recognise(authority, error.refusal)
  const code = entry && publishedCode(entry)
  return entry ? new RefusedError(error.endpoint, { ...error.refusal, ...(code && { code }) }, entry) : error
}
