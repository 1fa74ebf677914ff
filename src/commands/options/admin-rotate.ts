import { MpError } from '../../errors.js'
import type { RotationWish } from '../../flows/admin/rotate-key.js'
import { splitList } from '../../profiles/key-source.js'
import { readListedKid } from '../../protocol/selfservice/identifiers.js'
import { forSession, SELFSERVICE_SCOPES } from './admin.js'
import { readOutput } from './key-file.js'
import { listOf, type OptionGroup, type RawOptions, textOf } from './option.js'

export const KEY_ROTATE: OptionGroup = {
  title: 'Rotation options:',
  options: [
    {
      long: 'output',
      short: 'o',
      value: 'file',
      values: 'file',
      description: 'file for the new key, a JWK; one that an earlier run made there is gone on with',
    },
    {
      long: 'scope',
      short: 's',
      value: 'scope',
      values: 'any-scope',
      repeatable: true,
      description: "scope of the token that proves the new key (default: the first of the client's)",
    },
    { long: 'remove-old', description: 'retire the old key when the new one has been proved' },
    { long: 'old', value: 'kid', description: 'which key is old, where there are several' },
    {
      long: 'wait',
      value: 'seconds',
      description: 'how long Maskinporten may take to learn of the key (default 180)',
    },
    {
      long: 'session-scope',
      value: 'scope',
      values: SELFSERVICE_SCOPES,
      repeatable: true,
      description: 'scope of the token for the self-service API, instead of idporten:dcr.write; repeatable',
    },
  ],
}

/** Reads the flags of a rotation; `client` is its client. Throws `MP_USAGE`. */
export function readKeyRotate(raw: RawOptions, cwd: string, client: string): RotationWish {
  const output = readOutput(raw, cwd)
  if (output === undefined)
    throw new MpError('MP_USAGE', '-o, --output <file> is missing: the file for the new key')
  if (output.kind === 'stdout')
    throw new MpError(
      'MP_USAGE',
      '--output must be a file: the new key has to lie somewhere before it is registered',
    )
  const scopes = splitList(listOf(raw, 'scope') ?? [])
  const old = textOf(raw, 'old')
  const removeOld = raw.removeOld === true
  if (old !== undefined && !removeOld)
    throw new MpError('MP_USAGE', '--old says which key --remove-old retires, and that was not given')
  return {
    client,
    file: { path: output.path, label: output.label },
    removeOld,
    wait: readWait(textOf(raw, 'wait')),
    ...(scopes.length > 0 && { scopes }),
    ...(old !== undefined && { old: readListedKid(old) }),
  }
}

/** What the session's token is asked for, where that is said. Throws `MP_USAGE`. */
export function readSessionScopes(raw: RawOptions, usual: readonly string[]): readonly string[] {
  const scopes = splitList(listOf(raw, 'sessionScope') ?? [])
  return scopes.length > 0 ? scopes : usual
}

/** What a command line says of the session: its scopes go by another name here. */
export function sessionOfRotation(raw: RawOptions, scope: readonly string[]): RawOptions {
  return { ...forSession(raw, KEY_ROTATE), scope }
}

const MAX_WAIT = 3600

function readWait(text = '180'): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : MAX_WAIT + 1
  if (seconds <= MAX_WAIT) return seconds
  throw new MpError('MP_USAGE', `--wait "${text}" is not a whole number of seconds, at most ${MAX_WAIT}`)
}
