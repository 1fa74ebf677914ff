import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import type { PasswordSource } from '../profiles/settings.js'
import { Secret } from '../secret.js'
import { type PasswordPorts, readPassword } from './read-password.js'

export type NewPasswordPorts = PasswordPorts &
  Pick<Host, 'promptHidden'> & {
    /** Whether a person may be asked. */
    mayPrompt(): boolean
  }

/** The password for a new file, where one was given: by file, else in `MP_OUTPUT_PASSWORD`. Throws `MP_SECRET_UNAVAILABLE`. */
export async function givenNewPassword(
  source: PasswordSource | undefined,
  host: PasswordPorts,
): Promise<Secret | undefined> {
  if (source) return nonEmpty(await readPassword(source, host))
  return host.env.MP_OUTPUT_PASSWORD ? new Secret(host.env.MP_OUTPUT_PASSWORD) : undefined
}

/** The same where there must be one: a person is asked, twice, as nobody sees what is typed. */
export async function readNewPassword(
  source: PasswordSource | undefined,
  label: string,
  host: NewPasswordPorts,
): Promise<Secret> {
  const given = await givenNewPassword(source, host)
  if (given) return given
  if (!host.mayPrompt()) {
    throw new MpError(
      'MP_OUTPUT_PASSWORD_REQUIRED',
      `"${label}" is to be protected by a password, and none was given for it`,
    )
  }
  const typed = nonEmpty(await host.promptHidden(`new password of ${label}: `))
  const again = await host.promptHidden('the same again: ')
  if (again.reveal() === typed.reveal()) return typed
  throw new MpError('MP_SECRET_UNAVAILABLE', 'the second password is not the same as the first')
}

/** Java does not open a keystore with an empty password, and no one guards a key with one. */
function nonEmpty(password: Secret): Secret {
  if (password.reveal() !== '') return password
  throw new MpError('MP_SECRET_UNAVAILABLE', 'the new password is empty')
}
