import { MpError } from '../errors.js'

/** A key that is whole and may not be used, and which rule it breaks. */
export class UnfitKeyError extends MpError {
  readonly reason: 'expired' | 'not-yet-valid' | 'too-short' | 'purpose' | 'environment'

  constructor(reason: UnfitKeyError['reason'], message: string) {
    super('MP_KEY_UNFIT', message)
    this.name = 'UnfitKeyError'
    this.reason = reason
  }
}
