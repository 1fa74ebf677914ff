import { readInstant } from './instant.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

export const LINT: OptionGroup = {
  title: 'Lint options:',
  options: [
    {
      long: 'at',
      value: 'time',
      description: 'judge as at this time (ISO 8601, seconds since 1970, or iat)',
    },
    { long: 'client-id', value: 'id', description: 'the client that the grant should be of' },
    { long: 'strict', description: 'end with 8 for warnings too' },
  ],
}

export interface LintOptions {
  /** Seconds since 1970, or the moment the grant says it was made. */
  at: number | 'iat' | undefined
  clientId: string | undefined
  strict: boolean
}

/** Reads the flags of `mp lint`. Throws `MP_USAGE`. */
export function readLint(raw: RawOptions): LintOptions {
  return {
    at: raw.at === 'iat' ? 'iat' : readInstant(raw, 'at'),
    clientId: textOf(raw, 'clientId'),
    strict: raw.strict === true,
  }
}
