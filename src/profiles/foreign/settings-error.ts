import { MpError } from '../../errors.js'

/** Why a file of another tool's settings is of no use as it stands. */
export type SettingsProblem = 'escape' | 'quote' | 'unknown' | 'incomplete' | 'no issuer' | 'value' | 'large'

/** A file of another tool's settings that cannot be read, or says too little. */
export class SettingsError extends MpError {
  readonly problem: SettingsProblem

  constructor(problem: SettingsProblem, message: string) {
    super('MP_SETTINGS_INVALID', message)
    this.name = 'SettingsError'
    this.problem = problem
  }
}
