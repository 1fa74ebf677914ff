import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { nearest } from '../nearest.js'
import { SHELLS, type Shell } from './completion/shells.js'
import type { RawOptions } from './options/option.js'

/** `mp completion <shell>`: prints the script that makes the shell ask mp what a word may become. */
export async function runCompletion(
  _: RawOptions,
  host: Host,
  [name]: readonly string[],
): Promise<undefined> {
  host.stdout(await SCRIPTS[readShell(name)]())
}

const SCRIPTS: Readonly<Record<Shell, () => Promise<string>>> = {
  bash: async () => (await import('./completion/bash.js')).BASH,
  zsh: async () => (await import('./completion/zsh.js')).ZSH,
  fish: async () => (await import('./completion/fish.js')).FISH,
  pwsh: async () => (await import('./completion/pwsh.js')).PWSH,
}

function readShell(name: string | undefined): Shell {
  const known = SHELLS.find((shell) => shell === name)
  if (known !== undefined) return known
  const shells = 'bash, zsh, fish or pwsh'
  if (name === undefined) throw new MpError('MP_USAGE', `<shell> is missing: ${shells}`)
  const suggestion = nearest(name, SHELLS)
  throw new MpError(
    'MP_USAGE',
    `there is no completion for shell "${name}", only for ${shells}`,
    suggestion === undefined ? {} : { suggestion },
  )
}
