import { MpError } from '../../errors.js'
import { ALTINN_PLATFORMS } from '../../profiles/altinn-platforms.js'
import type { Settings } from '../../profiles/settings.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

export const TOKEN: OptionGroup = {
  title: 'Token options:',
  options: [
    {
      long: 'altinn',
      switchable: true,
      description: "give Altinn's token in exchange for Maskinporten's, or (--no-altinn) not",
    },
    {
      long: 'altinn-env',
      value: 'name',
      values: ALTINN_PLATFORMS.map(({ name }) => name),
      description: "Altinn's environment: prod, tt02, at21 to at24 or yt01; implies --altinn",
    },
    {
      long: 'altinn-test',
      description: 'the token of service owner ttd, for the organisation that owns Altinn; implies --altinn',
    },
  ],
}

/** Reads the token flags. Throws `MP_USAGE` for what excludes each other. */
export function readToken(raw: RawOptions): Settings {
  const flag = altinnFlag(raw)
  const altinnEnv = textOf(raw, 'altinnEnv')
  if (raw.altinn === false && flag !== '--no-altinn')
    throw new MpError('MP_USAGE', `--no-altinn and ${flag} exclude each other`)
  return {
    ...(flag !== undefined && { altinn: raw.altinn !== false }),
    ...(altinnEnv !== undefined && { altinnEnv }),
    ...(raw.altinnTest === true && { altinnTest: true }),
  }
}

/** The flag that says whether Altinn's token is wanted, as it was typed. */
export function altinnFlag({ altinn, altinnEnv, altinnTest }: RawOptions): string | undefined {
  if (altinn === true) return '--altinn'
  if (altinnEnv !== undefined) return '--altinn-env'
  if (altinnTest === true) return '--altinn-test'
  return altinn === false ? '--no-altinn' : undefined
}
