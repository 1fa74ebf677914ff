import { MpError, type MpErrorCode } from '../errors.js'
import { problemText } from './load.js'
import type { Problem } from './shape.js'

/** The file that tells what is wanted is not usable. */
export class WantedError extends MpError {
  /** What else is wrong in it. */
  readonly others: readonly string[]

  constructor(
    label: string,
    [first, ...others]: readonly Problem[],
    code: MpErrorCode = 'MP_WANTED_INVALID',
  ) {
    const { suggestion } = first ?? {}
    super(code, problemText(label, first), suggestion === undefined ? {} : { suggestion })
    this.others = others.map((problem) => problemText(label, problem))
  }
}
