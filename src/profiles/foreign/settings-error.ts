import { MpError } from '../../errors.js'

/** Why another tool's settings are of no use as they stand, or have nowhere to go. */
export type SettingsProblem =
  | 'escape'
  | 'quote'
  | 'jwk'
  | 'unknown'
  | 'incomplete'
  | 'no issuer'
  | 'value'
  | 'large'
  | 'taken'
  | 'no json'

/** A file of another tool's settings that cannot be read, says too little, or cannot be written into mp's. */
export class SettingsError extends MpError {
  readonly problem: SettingsProblem

  constructor(problem: SettingsProblem, message: string) {
    super('MP_SETTINGS_INVALID', message)
    this.name = 'SettingsError'
    this.problem = problem
  }
}
