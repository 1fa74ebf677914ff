/** Every way mp fails on purpose. Anything else that is thrown is a bug in mp and ends with exit code 1. */
export type MpErrorCode =
  | 'MP_USAGE'
  | 'MP_JWT_UNREADABLE'
  | 'MP_CONFIG_NOT_FOUND'
  | 'MP_CONFIG_UNREADABLE'
  | 'MP_CONFIG_INVALID'
  | 'MP_CONFIG_INCOMPLETE'
  | 'MP_VARIABLE_INVALID'
  | 'MP_SETTINGS_INVALID'
  | 'MP_WANTED_INVALID'
  | 'MP_SANDBOX_FILE'
  | 'MP_SANDBOX_RUNS'
  | 'MP_PROFILE_UNKNOWN'
  | 'MP_ENVIRONMENT_UNKNOWN'
  | 'MP_SECRET_UNAVAILABLE'
  | 'MP_PROGRAM_NOT_ALLOWED'
  | 'MP_PROGRAM_NOT_FOUND'
  | 'MP_PROGRAM_UNUSABLE'
  | 'MP_KEY_NOT_FOUND'
  | 'MP_KEY_UNREADABLE'
  | 'MP_KEY_UNSUPPORTED'
  | 'MP_KEY_WRONG_PASSWORD'
  | 'MP_KEY_PASSWORD_REQUIRED'
  | 'MP_KEY_NO_PRIVATE_KEY'
  | 'MP_KEY_AMBIGUOUS'
  | 'MP_KEY_ALIAS_NOT_FOUND'
  | 'MP_KEY_NO_CERTIFICATE'
  | 'MP_KEY_MISMATCH'
  | 'MP_KEY_UNFIT'
  | 'MP_KEY_LIMIT'
  | 'MP_KEY_ROOM'
  | 'MP_KEY_KID_TAKEN'
  | 'MP_OUTPUT_PASSWORD_REQUIRED'
  | 'MP_FILE'
  | 'MP_PORT'
  | 'MP_RESUME'
  | 'MP_METADATA'
  | 'MP_REFUSED'
  | 'MP_UNREACHABLE'
  | 'MP_UNAVAILABLE'
  | 'MP_UNANSWERED'
  | 'MP_NOT_FOUND'
  | 'MP_CHANGED_MEANWHILE'
  | 'MP_NOT_AS_SENT'
  | 'MP_RESPONSE_MALFORMED'
  | 'MP_PAGING'
  | 'MP_REDIRECTED'
  | 'MP_API_REFUSED'
  | 'MP_API_FAILED'
  | 'MP_BINARY'
  | 'MP_CHECK_FOUND'
  | 'MP_UNRECOGNISED'
  | 'MP_CONFIRMATION_NEEDED'
  | 'MP_INTERRUPTED'

export interface MpErrorOptions {
  cause?: unknown
  /** The known name nearest to the one that was not known. */
  suggestion?: string
  /** The configuration file that is at fault, where it was named for the command. */
  config?: string | undefined
}

/** A rotation that stopped after its key had been made, and the last step that was done. */
export interface StoppedRotation {
  after: 'made' | 'registered' | 'proved' | 'retired'
  client: string
  kid: string
  /** The new key's file as the person wrote it. */
  file: string
  /** The kid of the key that was to be retired. */
  old?: string
}

/** A failure that a person can act on: a stable code and a sentence that names the thing as it was typed. */
export class MpError extends Error {
  readonly code: MpErrorCode
  readonly suggestion?: string
  /** The configuration file that is at fault, where it was named for the command. */
  config?: string
  /** Set where the same request may go well a moment later. */
  transient?: boolean
  /** How often it was tried, where a failure was not the first. */
  tries?: number
  /** Set where the same command goes on from where this failure stopped it. */
  resumable?: boolean
  /** Set where this failure stopped the rotation of a key: how far it had come. */
  rotation?: StoppedRotation
  /** Which of the known refusals it is. */
  known?: KnownRefusal

  constructor(code: MpErrorCode, message: string, options: MpErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'MpError'
    this.code = code
    if (options.suggestion !== undefined) this.suggestion = options.suggestion
    if (options.config !== undefined) this.config = options.config
  }
}

/** What loses something, or changes production, and nobody confirmed. */
export class UnconfirmedError extends MpError {
  /** Whether the command shows with `--dry-run` what it would do. */
  readonly hasDryRun: boolean

  constructor(message: string, hasDryRun: boolean) {
    super('MP_CONFIRMATION_NEEDED', message)
    this.name = 'UnconfirmedError'
    this.hasDryRun = hasDryRun
  }
}

/** What every request needs and nothing gave. */
export class IncompleteError extends MpError {
  readonly missing: 'environment' | 'client id' | 'scope' | 'key'

  constructor(missing: IncompleteError['missing'], message: string) {
    super('MP_CONFIG_INCOMPLETE', message)
    this.name = 'IncompleteError'
    this.missing = missing
  }
}

/** What an authority said when it refused (RFC 6749 section 5.2), with the code Digdir publishes for it. */
export interface Refusal {
  /** `MP-122`, `AUTH-00004` and the like, when the answer carries it or its words are known. */
  code?: string
  error?: string
  errorDescription?: string
  traceId?: string
  status: number
}

/** What refusals are explained in. Everything else that mp says is English. */
export type Language = 'nb' | 'en'

/** A refusal that has been met before: what it means and how to find out more, in both languages, and the commands that help. */
export interface KnownRefusal extends Record<Language, { means: string; check: string }> {
  /** The code that the authority gives it, or a word of mp's own. Stable. */
  id: string
  next: readonly string[]
  source: string
}

/** The authority at `endpoint` said no. */
export class RefusedError extends MpError {
  readonly endpoint: string
  readonly refusal: Refusal
  /** By how many seconds our clock is ahead of the authority's (negative: behind), where it told its time. */
  clockAhead?: number | undefined

  constructor(endpoint: string, refusal: Refusal, known?: KnownRefusal) {
    super('MP_REFUSED', refusalMessage(endpoint, refusal))
    this.name = 'RefusedError'
    this.endpoint = endpoint
    this.refusal = refusal
    if (known !== undefined) this.known = known
  }
}

function refusalMessage(endpoint: string, { status, error, code, errorDescription }: Refusal): string {
  const kind = [status, error, code].filter(Boolean).join(' ')
  return `${endpoint} refused (${kind})${errorDescription === undefined ? '' : `: ${errorDescription}`}`
}

/** A server that cannot answer now: its status, and its code where it told one all the same. */
export class UnavailableError extends MpError {
  readonly refusal: Refusal

  constructor(message: string, refusal: Refusal) {
    super('MP_UNAVAILABLE', message)
    this.name = 'UnavailableError'
    this.refusal = refusal
  }
}

/** What is known of a call that an API said no to, beside its status. */
export interface ApiFacts {
  /** The words that came with the status. */
  reason?: string
  /** The scopes of the grant that the token was obtained with. */
  scopes?: readonly string[]
  /** Whether it had a body that cannot be sent twice. */
  sentOnce?: boolean
  /** What its answer's code means. */
  known?: KnownRefusal | undefined
}

/** The API itself said no, or failed; what it said has been handed on. */
export class ApiError extends MpError {
  readonly status: number
  readonly scopes: readonly string[]
  readonly sentOnce: boolean

  constructor({ method, url }: { method: string; url: string }, status: number, facts: ApiFacts = {}) {
    const { reason = '', scopes = [], sentOnce = false, known } = facts
    const code = status < 500 ? 'MP_API_REFUSED' : 'MP_API_FAILED'
    const what = `${reason && ` ${reason}`}${known === undefined ? '' : ` (${known.id})`}`
    super(code, `${method} ${url} answered ${status}${what}`)
    this.name = 'ApiError'
    this.status = status
    this.scopes = scopes
    this.sentOnce = sentOnce
    if (known !== undefined) this.known = known
  }
}

/** A redirect that is not followed. */
export class RedirectError extends MpError {
  readonly problem: 'another origin' | 'no usable location' | 'body cannot be sent twice' | 'token' | 'loop'

  constructor(problem: RedirectError['problem'], message: string) {
    super('MP_REDIRECTED', message)
    this.name = 'RedirectError'
    this.problem = problem
  }
}

/** Nobody reads standard output any more. No failure: nothing more is wanted. */
export class ReaderGone extends Error {}
