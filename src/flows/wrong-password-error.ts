import { MpError } from '../errors.js'
import type { GivenPassword, GivenPasswords } from './given-password.js'

/** A password that did not help; never the password itself. */
export interface TriedPassword {
  of: 'store' | 'entry'
  /** Where it came from, as a person would name the place. */
  place: string
  isEmpty: boolean
}

/** A keystore, or a key in it, that does not open with what was given. */
export class WrongPasswordError extends MpError {
  readonly tried: readonly TriedPassword[]

  constructor({ message, cause }: MpError, { store, entry }: GivenPasswords) {
    super('MP_KEY_WRONG_PASSWORD', message, cause === undefined ? {} : { cause })
    this.name = 'WrongPasswordError'
    this.tried = [...triedFor('store', store), ...triedFor('entry', entry)]
  }
}

function triedFor(of: TriedPassword['of'], given: GivenPassword | undefined): TriedPassword[] {
  return given ? [{ of, place: given.place, isEmpty: given.secret.reveal() === '' }] : []
}
