import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hintsFor, nextStepWithKey } from '../../../src/commands/render/hints.js'
import {
  ApiError,
  type ApiFacts,
  IncompleteError,
  MpError,
  type MpErrorCode,
  RedirectError,
  RefusedError,
} from '../../../src/errors.js'
import { EXIT_CODES } from '../../../src/exit-codes.js'
import { openKey } from '../../../src/flows/open-key.js'
import { WrongPasswordError } from '../../../src/flows/wrong-password-error.js'
import { CandidatesError } from '../../../src/keys/candidates-error.js'
import { PlatformError } from '../../../src/profiles/altinn-platforms.js'
import { resolveSettings } from '../../../src/profiles/resolve.js'
import { REFUSALS } from '../../../src/protocol/refusals/catalogue.js'
import { findRefusal } from '../../../src/protocol/refusals/find-refusal.js'
import { Secret } from '../../../src/secret.js'
import { explained } from '../../support/explained.js'
import { rejectionOf } from '../../support/failure.js'
import { portsIn } from '../../support/ports.js'

const ENDPOINT = 'https://test.maskinporten.no/token'

/** The hints for what an API answered. */
function afterAnswer(status: number, facts: ApiFacts = {}): string[] {
  return hintsFor(new ApiError({ method: 'POST', url: 'https://api.example/x' }, status, facts))
}

const REDIRECTS = [
  'another origin',
  'no usable location',
  'body cannot be sent twice',
  'token',
  'loop',
] as const

function afterRedirect(problem: RedirectError['problem']): string[] {
  return hintsFor(new RedirectError(problem, 'x'))
}

/** The hints where there is no Altinn to ask. */
function afterAltinn(problem: PlatformError['problem']): string[] {
  return hintsFor(new PlatformError(problem, 'file: profiles.mine.altinnEnv', 'x'))
}

/** The hints for a keystore of the vectors that cannot be used. */
async function afterOpening(name: string, environment = 'test', env = { MP_KEY_PASSWORD: 'changeit' }) {
  const path = `/${name}`
  const bytes = readFileSync(new URL(`../../vectors/${name}`, import.meta.url))
  const key = { source: { kind: 'file', path, label: name } } as const
  const flags = { settings: { key }, origin: (setting: string) => setting }
  const resolved = resolveSettings({ wish: { environment }, flags, env: {}, cwd: '/', sources: [] })
  return hintsFor(await rejectionOf(openKey(resolved, portsIn({ files: { [path]: bytes }, env }))))
}

describe('hintsFor', () => {
  it('asks first whether the nearest name was meant', () => {
    const error = new MpError('MP_CONFIG_INVALID', 'x', { suggestion: 'scopes' })
    expect(hintsFor(error)[0]).toBe('did you mean "scopes"?')
    expect(hintsFor(new MpError('MP_USAGE', 'x', { suggestion: '--scope' }))).toEqual([
      'did you mean "--scope"?',
    ])
  })

  it.each([
    ['MP_CONFIG_NOT_FOUND', /maskinporten\.config\.json/],
    ['MP_CONFIG_INVALID', /mp config validate/],
    ['MP_CONFIG_UNREADABLE', /mp config validate/],
    ['MP_PROGRAM_NOT_ALLOWED', /mp config allow/],
    ['MP_KEY_WRONG_PASSWORD', /--entry-password-file/],
    ['MP_KEY_NO_CERTIFICATE', /--kid/],
    ['MP_UNREACHABLE', /try again/],
    ['MP_CHANGED_MEANWHILE', /look at it, and try again/],
    ['MP_KEY_ROOM', /mp admin key remove/],
    ['MP_KEY_KID_TAKEN', /--kid/],
    ['MP_CONFIRMATION_NEEDED', /--yes.*--dry-run/],
  ] as const)('knows what to do after %s', (code, hint) => {
    expect(hintsFor(new MpError(code, 'x')).join()).toMatch(hint)
  })

  it('names every place that a password may come from', () => {
    const [hint] = hintsFor(new MpError('MP_KEY_PASSWORD_REQUIRED', 'x'))
    for (const place of ['--key-password-file', 'profile', 'MP_KEY_PASSWORD', 'terminal'])
      expect(hint).toContain(place)
  })

  it('says where a wrong password came from, and that it was empty', () => {
    const wrong = new MpError('MP_KEY_WRONG_PASSWORD', 'x')
    const given = (place: string, text: string) => ({ place, secret: new Secret(text) })
    const store = given('--key-password-file "pw.txt"', '')
    expect(hintsFor(new WrongPasswordError(wrong, { store }))).toEqual([
      'the password came from --key-password-file "pw.txt", and is empty',
      'a key with a password of its own takes it from --entry-password-file or MP_ENTRY_PASSWORD',
    ])
    const entry = given('$MP_ENTRY_PASSWORD', 'hemmelig')
    expect(hintsFor(new WrongPasswordError(wrong, { store: given('the prompt', 'x'), entry }))).toEqual([
      'the password came from the prompt',
      "the entry's password came from $MP_ENTRY_PASSWORD",
    ])
  })

  it.each([
    ['environment', /--profile or --env/],
    ['scope', /--scope/],
    ['client id', /--client-id/],
    ['key', /--key.*MP_KEY/],
  ] as const)('knows how to give a missing %s', (missing, hint) => {
    expect(hintsFor(new IncompleteError(missing, 'x')).join()).toMatch(hint)
  })

  it('says why no other token was tried only where one would have been', () => {
    expect(afterAnswer(401)).toHaveLength(1)
    expect(afterAnswer(401, { sentOnce: true })).toEqual([
      afterAnswer(401)[0],
      expect.stringContaining('-d @<file>'),
    ])
    expect(afterAnswer(403, { sentOnce: true })).toEqual(afterAnswer(403))
  })

  it('names the scopes that were not enough', () => {
    expect(afterAnswer(403, { scopes: ['a:b', 'c:d'] })[0]).toBe('the token was asked for with a:b c:d')
    expect(afterAnswer(404, { scopes: ['a:b'] })).toEqual([])
  })

  it('knows what to do after a redirect that a call of its own can reach', () => {
    expect(REDIRECTS.filter((problem) => afterRedirect(problem).length > 0)).toEqual([
      'another origin',
      'body cannot be sent twice',
    ])
    expect(afterRedirect('another origin').join()).toMatch(/own URL/)
  })

  it.each([
    ['MP_UNANSWERED', /look before you try again/],
    ['MP_NOT_AS_SENT', /look at it before you try again/],
    ['MP_BINARY', /-o <file>/],
    ['MP_JWT_UNREADABLE', /Bearer/],
  ] as const)('does not advise another try after %s', (code, hint) => {
    expect(hintsFor(new MpError(code, 'x')).join()).toMatch(hint)
    expect(hintsFor(new MpError(code, 'x')).join()).not.toMatch(/safe/)
  })

  it('offers the sandbox to who has nothing set up', () => {
    expect(hintsFor(new IncompleteError('environment', 'x')).join()).toContain('--env sandbox')
  })

  it('knows where a new file’s password may come from', () => {
    const [hint] = hintsFor(new MpError('MP_OUTPUT_PASSWORD_REQUIRED', 'x'))
    for (const place of ['--output-password-file', 'MP_OUTPUT_PASSWORD', 'terminal'])
      expect(hint).toContain(place)
  })

  it('knows what a new key waits for, and quotes what a shell would take apart', () => {
    expect(nextStepWithKey('keys/k.json')).toMatch(/: mp key public keys\/k\.json$/)
    expect(nextStepWithKey('my key.pem', 'a')).toMatch(/: mp key public "my key\.pem" --kid a$/)
  })

  it('keeps to its own style: lower case, no full stop, one line, and never npx mp', async () => {
    const all = [
      ...(Object.keys(EXIT_CODES) as MpErrorCode[]).flatMap((code) => hintsFor(new MpError(code, 'expired'))),
      ...(['environment', 'scope', 'client id', 'key'] as const).flatMap((what) =>
        hintsFor(new IncompleteError(what, 'x')),
      ),
      ...(['unknown', 'mismatch', 'unnamed', 'none'] as const).flatMap(afterAltinn),
      ...REFUSALS.flatMap(({ id }) => [...explained(id), ...explained(id, 'nb')]),
      ...[401, 403, 429, 500].flatMap((status) => afterAnswer(status, { scopes: ['a:b'], sentOnce: true })),
      ...REDIRECTS.flatMap(afterRedirect),
    ]
    expect(all.length).toBeGreaterThan(25)
    for (const hint of all) {
      expect(hint).not.toMatch(/^[A-ZÆØÅ][a-zæøå]|\.$|\n|npx mp\b/)
    }
  })
})

describe('after a refusal', () => {
  it.each(REFUSALS.map(({ id }) => id))('says what the catalogue says of %s', (id) => {
    const error = new RefusedError(ENDPOINT, { status: 400 }, findRefusal(id))
    expect(hintsFor(error)).toEqual(explained(id))
    expect(hintsFor(error, 'nb')).toEqual(explained(id, 'nb'))
  })

  it('says nothing of a refusal that nobody knows', () => {
    expect(hintsFor(new RefusedError(ENDPOINT, { status: 403, code: 'MP-999' }))).toEqual([])
  })
})

describe('where there is no Altinn to ask', () => {
  it.each([
    ['mismatch', /--altinn-env.*--env/],
    ['unnamed', /--altinn-env.*"altinn"/],
  ] as const)('knows what to do about %s', (problem, hint) => {
    expect(afterAltinn(problem)).toEqual([expect.stringMatching(hint)])
  })

  it.each(['unknown', 'none'] as const)('does not send anyone to mp config validate for %s', (problem) => {
    expect(afterAltinn(problem)).toEqual([])
  })
})

describe('after a key that cannot be used', () => {
  it('lists the keys there are, with the flag that takes each', async () => {
    const hints = await afterOpening('two-keys.pem')
    expect(hints.length).toBeGreaterThan(1)
    for (const hint of hints) {
      expect(hint).toMatch(/^--(key-alias "|kid )/)
      expect(hint).not.toMatch(/·\s*(·|$)|undefined/)
    }
  })

  it('tells organisation, use and end of each', async () => {
    const hints = await afterOpening('keytool-two-valid.p12')
    expect(hints.length).toBeGreaterThan(1)
    for (const hint of hints) {
      expect(hint).toMatch(
        /^--key-alias ".+" · .*organisation 310904473 · .*digitalSignature.* · valid until \d{4}-\d\d-\d\d$/,
      )
    }
  })

  it('says no more of a key than is known of it', () => {
    const entries = [
      { alias: 'a "b"', type: 'private-key', certificates: [] },
      { alias: '2', kid: 'k-2', type: 'private-key', certificates: [] },
    ] as const
    expect(hintsFor(new CandidatesError('MP_KEY_AMBIGUOUS', 'x', entries))).toEqual([
      '--key-alias "a \\"b\\""',
      '--kid k-2',
    ])
  })

  it('says that the environment and the certificate do not go together', async () => {
    expect(await afterOpening('production.p12', 'test')).toEqual([expect.stringMatching(/environment/)])
  })

  it('says where new certificates come from', async () => {
    expect(await afterOpening('expired.p12')).toEqual([expect.stringMatching(/Buypass or Commfides/)])
  })

  it('does not take the name of a file for what is wrong', () => {
    const error = new MpError(
      'MP_KEY_UNFIT',
      'the certificate of "a" in "expired.p12" is for keyEncipherment only',
    )
    expect(hintsFor(error).join()).not.toMatch(/new certificate/)
  })
})
