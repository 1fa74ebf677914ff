import { MpError, type MpErrorCode } from '../errors.js'

/**
 * What is wrong with a keystore, said without its name: the message is a predicate ("is empty"), and
 * `open.ts` puts what the user typed before it.
 */
export class KeyFault extends MpError {
  constructor(code: MpErrorCode, predicate: string, cause?: unknown) {
    super(code, predicate, cause === undefined ? {} : { cause })
    this.name = 'KeyFault'
  }
}

/** Damaged, or nothing that mp knows. */
export function unreadable(predicate: string, cause?: unknown): KeyFault {
  return new KeyFault('MP_KEY_UNREADABLE', predicate, cause)
}

/** Known, and not taken. */
export function unsupported(predicate: string): KeyFault {
  return new KeyFault('MP_KEY_UNSUPPORTED', predicate)
}

/** Larger, deeper or slower than any keystore has reason to be. */
export function beyondLimit(predicate: string): KeyFault {
  return new KeyFault('MP_KEY_LIMIT', predicate)
}

/** Whole, and without what signs. */
export function noPrivateKey(predicate: string): KeyFault {
  return new KeyFault('MP_KEY_NO_PRIVATE_KEY', predicate)
}

/** What is wrong with one key, to be kept beside it while others open; anything that concerns the whole file is thrown on. */
export function ownFault(error: unknown): KeyFault {
  if (error instanceof KeyFault && error.code !== 'MP_KEY_LIMIT') return error
  throw error
}
