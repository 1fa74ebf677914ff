import { readFileSync } from 'node:fs'
import { MpError } from '../../../src/errors.js'
import { toSigningKey } from '../../../src/keys/fitness.js'
import { selectEntry } from '../../../src/keys/select.js'
import type { Keystore } from '../../../src/keys/signing-key.js'
import { NOW } from './vectors.js'

/** What docs/keystores.md says of each sample. */
export function documentedOutcomes(): [file: string, outcome: string][] {
  const text = readFileSync(new URL('../../../docs/keystores.md', import.meta.url), 'utf8')
  return [...text.matchAll(/^\| `([^`]+)` \| .+ \| (.+) \|$/gm)].map(([, file = '', outcome = '']) => [
    file,
    outcome,
  ])
}

/** What becomes of a sample, in the words of docs/keystores.md. */
export async function outcomeOf(opening: Promise<Keystore>, file: string): Promise<string> {
  const refusal = await opening.then(
    () => undefined,
    ({ code }: MpError) => code,
  )
  return refusal === undefined ? useOf(await opening, file) : `\`${refusal}\``
}

/** Does its key sign, if need be under the id of a registered key? */
function useOf(keystore: Keystore, file: string): string {
  const refusal = refusalOf(keystore, file)
  if (refusal === undefined) return 'signs'
  const needsKid = refusal === 'MP_KEY_NO_CERTIFICATE' && refusalOf(keystore, file, 'kid') === undefined
  return needsKid ? 'signs with a kid' : `opens, \`${refusal}\``
}

function refusalOf(keystore: Keystore, file: string, kid?: string): string | undefined {
  try {
    toSigningKey(selectEntry(keystore, {}, NOW, file), { now: NOW, kid, label: file })
    return undefined
  } catch (error) {
    if (error instanceof MpError) return error.code
    throw error
  }
}
