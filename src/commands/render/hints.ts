import {
  ApiError,
  IncompleteError,
  type Language,
  type MpError,
  type MpErrorCode,
  RedirectError,
  RefusedError,
  type StoppedRotation,
  UnconfirmedError,
} from '../../errors.js'
import { type TriedPassword, WrongPasswordError } from '../../flows/wrong-password-error.js'
import { CandidatesError } from '../../keys/candidates-error.js'
import { UnfitKeyError } from '../../keys/unfit-key-error.js'
import { printable } from '../../printable.js'
import { PlatformError } from '../../profiles/altinn-platforms.js'
import { SettingsError } from '../../profiles/foreign/settings-error.js'
import { WantedError } from '../../profiles/wanted-error.js'
import { TOLERANCE } from '../../protocol/clock.js'
import { stoppedHints } from './admin-rotation.js'

/**
 * What a person can do next. Facts come from below with the error; advice is written here, but for what authorities refuse:
 * that is explained by the catalogue of refusals, in the language that is asked for.
 */
export function hintsFor(error: MpError, language: Language = 'en'): string[] {
  const meant = error.suggestion === undefined ? [] : [`did you mean "${error.suggestion}"?`]
  const advised = error.rotation ? rotationHints(error, error.rotation, language) : advice(error, language)
  const onwards = error.resumable ? ['the same command goes on where this one stopped'] : []
  return [...meant, ...observed(error), ...advised, ...onwards]
}

/** What was seen on the way to the failure, and stands in no message. */
function observed(error: MpError): string[] {
  const { tries = 1 } = error
  const ahead = error instanceof RefusedError ? (error.clockAhead ?? 0) : 0
  return [
    ...(tries > 1 ? [`it was tried ${tries} times`] : []),
    ...(Math.abs(ahead) > TOLERANCE ? [`the clock of this machine is ${clockText(ahead)} the server's`] : []),
  ]
}

function clockText(ahead: number): string {
  return `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'}`
}

/** Words about one request would mislead here, where others went before it. */
const ABOUT_ONE_REQUEST: readonly MpErrorCode[] = [
  'MP_UNREACHABLE',
  'MP_UNANSWERED',
  'MP_CHANGED_MEANWHILE',
  'MP_NOT_AS_SENT',
]

function rotationHints(error: MpError, stopped: StoppedRotation, language: Language): string[] {
  return [
    ...(ABOUT_ONE_REQUEST.includes(error.code) ? [] : advice(error, language)),
    ...stoppedHints(stopped),
  ]
}

function advice(error: MpError, language: Language): string[] {
  if (error instanceof PlatformError) return PLATFORM[error.problem]
  switch (error.code) {
    case 'MP_JWT_UNREADABLE':
      return ['a signed JWT is taken by itself, after "Bearer", or in the JSON that it came in']
    case 'MP_CONFIG_NOT_FOUND':
      return ['maskinporten.config.json is looked for in the working directory and in those above it']
    case 'MP_CONFIG_INVALID':
    case 'MP_CONFIG_UNREADABLE':
      return [
        `mp config validate${error.config === undefined ? '' : ` --config ${asArgument(error.config)}`} lists every problem at once`,
      ]
    case 'MP_WANTED_INVALID':
    case 'MP_SANDBOX_FILE':
      return error instanceof WantedError ? error.others.map((problem) => `and ${problem}`) : []
    case 'MP_CONFIG_INCOMPLETE':
      return error instanceof IncompleteError ? INCOMPLETE[error.missing] : []
    case 'MP_SETTINGS_INVALID':
      return error instanceof SettingsError ? SETTINGS[error.problem] : []
    case 'MP_PROGRAM_NOT_ALLOWED':
      return ['read the file, and then: mp config allow']
    case 'MP_PROGRAM_NOT_FOUND':
      return ["programs are looked for on PATH; a script's interpreter (#!) must be there too"]
    case 'MP_KEY_PASSWORD_REQUIRED':
      return [
        'give it with --key-password-file <file>, with "password" in the profile, in MP_KEY_PASSWORD, or on a terminal when asked',
      ]
    case 'MP_OUTPUT_PASSWORD_REQUIRED':
      return [
        'give it with --output-password-file <file>, in MP_OUTPUT_PASSWORD, or on a terminal when asked',
      ]
    case 'MP_KEY_WRONG_PASSWORD':
      return wrongPassword(error instanceof WrongPasswordError ? error.tried : [])
    case 'MP_KEY_AMBIGUOUS':
    case 'MP_KEY_ALIAS_NOT_FOUND':
      return error instanceof CandidatesError ? candidates(error) : []
    case 'MP_KEY_NO_CERTIFICATE':
      return [
        'a key registered at Digdir is used with --kid <kid>; otherwise the certificate must be in the file too',
      ]
    case 'MP_KEY_UNFIT':
      return error instanceof UnfitKeyError ? UNFIT[error.reason] : []
    case 'MP_UNREACHABLE':
    case 'MP_UNAVAILABLE':
      return [...explained(error, language), 'nothing was changed; it is safe to try again']
    case 'MP_UNANSWERED':
      return ['the API may have done what it was asked to: look before you try again']
    case 'MP_CHANGED_MEANWHILE':
      return ['look at it, and try again']
    case 'MP_NOT_AS_SENT':
      return ['it has been written: look at it before you try again']
    case 'MP_KEY_ROOM':
      return ['make room: mp admin key remove <client> <kid>']
    case 'MP_KEY_KID_TAKEN':
      return ['give the new key a kid of its own, with --kid']
    case 'MP_CONFIRMATION_NEEDED':
      return [
        error instanceof UnconfirmedError && !error.hasDryRun
          ? '--yes confirms it'
          : '--yes confirms it; --dry-run shows what would be done',
      ]
    case 'MP_SANDBOX_RUNS':
      return ['end it first, with Ctrl-C where it runs']
    case 'MP_UNRECOGNISED':
      return ['give the whole answer, with its address and status line where it has no words of its own']
    case 'MP_REDIRECTED':
      return error instanceof RedirectError ? REDIRECTED[error.problem] : []
    case 'MP_BINARY':
      return ['-o <file> keeps it; a pipe takes it too']
    case 'MP_API_REFUSED':
    case 'MP_API_FAILED':
      return error.known || !(error instanceof ApiError) ? explained(error, language) : answered(error)
    case 'MP_REFUSED':
      return explained(error, language)
    default:
      return []
  }
}

function wrongPassword(tried: readonly TriedPassword[]): string[] {
  const places = tried.map(({ of, place, isEmpty }) => {
    const whose = of === 'entry' ? "the entry's password" : 'the password'
    return `${whose} came from ${printable(place)}${isEmpty ? ', and is empty' : ''}`
  })
  return tried.some(({ of }) => of === 'entry') ? places : [...places, OWN_PASSWORD]
}

const OWN_PASSWORD =
  'a key with a password of its own takes it from --entry-password-file or MP_ENTRY_PASSWORD'

const INCOMPLETE: Record<IncompleteError['missing'], string[]> = {
  environment: [
    'name one with --profile or --env',
    'to try without any set-up: --env sandbox --scope brreg:losore/utlegg',
  ],
  scope: ['give it with --scope, or with "scopes" in the profile'],
  'client id': ['give it with --client-id, or with "clientId" in the profile'],
  key: ['give it with --key <file>, with "key" in the profile, or in MP_KEY'],
}

function candidates({ candidates: entries }: CandidatesError): string[] {
  return entries.map(({ alias, kid, subject, orgnr, usage, notAfter }) => {
    const facts = [
      subject === undefined ? undefined : printable(subject),
      orgnr === undefined ? undefined : `organisation ${orgnr}`,
      usage.length > 0 ? usage.join(', ') : undefined,
      notAfter === undefined
        ? undefined
        : `valid until ${new Date(notAfter * 1000).toISOString().slice(0, 10)}`,
    ]
    const flag =
      kid === undefined ? `--key-alias ${printable(JSON.stringify(alias))}` : `--kid ${asArgument(kid)}`
    return [flag, ...facts.filter((fact) => fact !== undefined)].join(' · ')
  })
}

/** What a new key waits for. A kid that does not stand in the file must be said again. */
export function nextStepWithKey(file: string, kid?: string): string {
  const flag = kid === undefined ? '' : ` --kid ${asArgument(kid)}`
  return `its public half is to be registered on your client: mp key public ${asArgument(file)}${flag}`
}

/** Quoted where a shell would take it apart. */
function asArgument(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? text : printable(JSON.stringify(text))
}

const SETTINGS: Record<SettingsError['problem'], string[]> = {
  escape: ['in a properties file a backslash is written \\\\, and a path may have / instead'],
  quote: [],
  jwk: ['a JWK stands on one line, or between single quotes'],
  unknown: [
    'it takes the properties of jwt-grant-generator, and the MASKINPORTEN_ variables of nais and Oslo kommune',
  ],
  incomplete: [],
  'no issuer': ['name the environment with --env'],
  value: [],
  large: [],
  taken: ['give the profile another name with --profile'],
  'no json': ['--dry-run prints what is to be added to it'],
}

const UNFIT: Record<UnfitKeyError['reason'], string[]> = {
  expired: ['order a new certificate from Buypass or Commfides'],
  'not-yet-valid': ['is the clock of this machine right?'],
  'too-short': ['make a new key: RSA with 2048 bits or more'],
  purpose: ['take the certificate for authentication: the one whose key usage is digitalSignature'],
  environment: ['each environment has certificates of its own: choose the other with --env or --key'],
}

const REDIRECTED: Record<RedirectError['problem'], string[]> = {
  'another origin': ['if the other address may have a token, call it by its own URL'],
  'body cannot be sent twice': [
    'a file (-d @<file>) can be sent again; or call the other address by its own URL',
  ],
  'no usable location': [],
  token: [],
  loop: [],
}

function answered({ status, scopes, sentOnce }: ApiError): string[] {
  if (status >= 500) return ["the fault is the API's: try again later"]
  const hints = BY_STATUS[status] ?? []
  if (status === 401 && sentOnce) return [...hints, ONE_TRY]
  if (status === 403 && scopes.length > 0)
    return [`the token was asked for with ${scopes.join(' ')}`, ...hints]
  return hints
}

const ONE_TRY =
  'no other token was tried: what comes from standard input or a pipe is sent once; a file (-d @<file>) can be sent again'

const BY_STATUS: Record<number, string[]> = {
  401: [
    "the API does not take this token: is it of the API's environment, and is Altinn's token (--altinn) or a --resource wanted?",
  ],
  403: [
    'the token is good and not enough: mp call --list shows the scopes of each API, and --scope asks for another',
  ],
  429: ['the API wants fewer requests: wait a little'],
}

/** Why there is no Altinn to ask. The names that there are stand in the message. */
const PLATFORM: Record<PlatformError['problem'], string[]> = {
  unknown: [],
  mismatch: ['name another Altinn with --altinn-env, or another Maskinporten with --env'],
  unnamed: ['name one with --altinn-env, or give the environment "altinn" in the configuration'],
  none: [],
}

const NEXT: Record<Language, string> = { en: 'next', nb: 'neste' }

/** The catalogue's own words (`protocol/refusals`). What nobody has met before has none. */
function explained({ known }: MpError, language: Language): string[] {
  if (known === undefined) return []
  const { means, check } = known[language]
  return [means, check, ...known.next.slice(0, 1).map((command) => `${NEXT[language]}: ${command}`)]
}
