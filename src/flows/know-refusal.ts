import { type Refusal, RefusedError, UnavailableError } from '../errors.js'
import type { Authority, RefusalEntry } from '../protocol/refusals/refusal-entry.js'

/** Reads an answer; where it is a refusal, says which of the known ones. What is known is loaded then, and not before. */
export async function knowRefusal<T>(authority: Authority, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UnavailableError) await know(authority, error)
    throw error instanceof RefusedError ? await known(authority, error) : error
  }
}

async function know(authority: Authority, error: UnavailableError): Promise<void> {
  const entry = await entryOf(authority, error.refusal)
  if (entry) error.known = entry
}

async function known(authority: Authority, error: RefusedError): Promise<RefusedError> {
  const { publishedCode } = await import('../protocol/refusals/refusal-entry.js')
  const entry = await entryOf(authority, error.refusal)
  const code = entry && publishedCode(entry)
  return entry ? new RefusedError(error.endpoint, { ...error.refusal, ...(code && { code }) }, entry) : error
}

async function entryOf(authority: Authority, refusal: Refusal): Promise<RefusalEntry | undefined> {
  const { recognise } = await import('../protocol/refusals/recognise.js')
  return recognise(authority, refusal)
}
