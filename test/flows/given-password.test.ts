import { expect, it } from 'vitest'
import { givenPassword, typedPassword } from '../../src/flows/given-password.js'
import type { PasswordSource } from '../../src/profiles/settings.js'
import { portsIn } from '../support/ports.js'

const config = { path: '/c', label: 'c', bytes: new Uint8Array(), found: 'named' } as const
const PROFILE = 'c: profiles.test.key.password'

it.each<[PasswordSource, string, string]>([
  [{ kind: 'file', path: '/pw', label: 'pw' }, '--key-password-file', '--key-password-file "pw"'],
  [{ kind: 'stdin' }, '--key-password-file', '--key-password-file -'],
  [{ kind: 'file', path: '/pw', label: 'pw' }, PROFILE, `${PROFILE} (file "pw")`],
  [{ kind: 'variable', name: 'PW' }, PROFILE, `${PROFILE} (variable PW)`],
  [{ kind: 'variable', name: 'PW' }, '$PW', '$PW'],
  [{ kind: 'command', argv: ['pass', 'show'], config }, PROFILE, `${PROFILE} (program "pass")`],
])('names the place of %j by %s', async (value, origin, place) => {
  const host = portsIn({
    files: { '/pw': 'geheim' },
    env: { PW: 'geheim' },
    stdin: 'geheim',
    programs: { pass: 'geheim' },
  })
  const given = await givenPassword({ value, origin }, 'MP_KEY_PASSWORD', host)
  expect(given).toMatchObject({ place })
  expect(given?.secret.reveal()).toBe('geheim')
})

it('falls back on the variable, empty or not, and on nothing', async () => {
  const given = await givenPassword(undefined, 'MP_KEY_PASSWORD', portsIn({ env: { MP_KEY_PASSWORD: '' } }))
  expect(given).toMatchObject({ place: '$MP_KEY_PASSWORD' })
  expect(await givenPassword(undefined, 'MP_KEY_PASSWORD', portsIn())).toBeUndefined()
})

it('names the prompt', async () => {
  expect(await typedPassword('?', portsIn({ typed: 'x' }))).toMatchObject({ place: 'the prompt' })
})
