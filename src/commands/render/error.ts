import { ApiError, type Language, type MpError, RefusedError } from '../../errors.js'
import { EXIT_CODES, RETRYABLE } from '../../exit-codes.js'
import { hintsFor } from './hints.js'
import type { Style } from './style.js'

/** A failure for a person: what is wrong, and what to do next. */
export function renderError(error: MpError, style: Style, language: Language = 'en'): string {
  const hints = hintsFor(error, language).map((hint) => `mp: ${style.hint('hint:')} ${hint}\n`)
  return [`mp: ${style.error('error:')} ${error.message}\n`, ...hints].join('')
}

/** A failure for a program: one line (`mp.error/1`). */
export function renderErrorJson(
  error: MpError,
  warnings: readonly string[],
  language: Language = 'en',
): string {
  return `${JSON.stringify(errorJson(error, warnings, language))}\n`
}

/** The same as a value. */
export function errorJson(
  error: MpError,
  warnings: readonly string[] = [],
  language: Language = 'en',
): object {
  const { code, message } = error
  return {
    schema: 'mp.error/1',
    code,
    exit: EXIT_CODES[code],
    message,
    hints: hintsFor(error, language),
    retryable: RETRYABLE.includes(code),
    ...(error instanceof RefusedError && { maskinporten: refusal(error) }),
    ...(error instanceof ApiError && {
      api: { status: error.status, ...(error.known && { code: error.known.id }) },
    }),
    ...(warnings.length > 0 && { warnings }),
  }
}

function refusal({ refusal: { code, error, errorDescription, traceId, status } }: RefusedError): object {
  return {
    code: code ?? null,
    error: error ?? null,
    error_description: errorDescription ?? null,
    trace_id: traceId ?? null,
    status,
  }
}
