import type { StoppedRotation } from '../../errors.js'
import type { Rotated, RotationStep } from '../../flows/admin/rotate-key.js'
import type { NamedFile } from '../../flows/part-file.js'
import { printable } from '../../printable.js'

/** What a rotation speaks of. */
export interface RotationFacts {
  client: string
  file: NamedFile
}

/** A step for a person, as it is done; none where there is nothing to say of it. */
export function stepText(step: RotationStep, { client, file }: RotationFacts): string | undefined {
  switch (step.did) {
    case 'planned':
      return undefined
    case 'made':
      return `made key "${step.kid}" in "${file.label}"`
    case 'found':
      return `going on with the key in "${file.label}", "${step.kid}"`
    case 'registered':
      return `registered it on client "${client}"`
    case 'was registered':
      return `it is registered on client "${client}" already`
    case 'waiting':
      return `Maskinporten does not know it yet: asking again for up to ${step.wait} seconds`
    case 'proved':
      return `proved it: Maskinporten gave a token for ${printable(step.scopes.join(' '))}`
    case 'retired':
      return `retired key "${printable(step.kid)}"`
  }
}

/** How whoever uses the old key comes to use the new one. */
export function switchText({ client, file }: RotationFacts, kid: string): string {
  const key = JSON.stringify({ file: file.label, kid })
  return `to switch, give the profile of client "${client}" this key: "key": ${printable(key)}`
}

/** How a rotation ended (`mp.key-rotated/1`). */
export interface RotatedJson {
  schema: 'mp.key-rotated/1'
  client_id: string
  kid: string
  /** Its whole path. */
  file: string
  /** What the proving token was for. */
  scope: string
  retired: string | null
}

/** How a rotation ended, as it is told to a program. */
export function toRotatedJson(
  { kid, scopes, retired }: Rotated,
  { client, file }: RotationFacts,
): RotatedJson {
  const scope = scopes.join(' ')
  return {
    schema: 'mp.key-rotated/1',
    client_id: client,
    kid,
    file: file.path,
    scope,
    retired: retired ?? null,
  }
}

/** The same for a person: a fact a line. */
export function renderRotated({ kid, scope, retired }: RotatedJson, { client, file }: RotationFacts): string {
  const facts = { client, kid, file: file.label, proved: scope, retired: retired ?? 'none' }
  return Object.entries(facts)
    .map(([name, value]) => `${name.padEnd('retired'.length)}  ${printable(value)}\n`)
    .join('')
}

/** What still works where a rotation was stopped, and the way back. */
export function stoppedHints({ after, client, kid, file, old }: StoppedRotation): string[] {
  const look = `mp admin key list ${client}`
  const back = `the way back: mp admin key remove ${client} ${kid}, and then delete "${file}"`
  switch (after) {
    case 'made':
      return [
        `the keys that were registered before still work; whether "${kid}" is registered too tells ${look}`,
        `${back}; where it is not registered, delete the file alone`,
      ]
    case 'registered':
      return ['the keys that were registered before still work, and nothing was taken from the client', back]
    case 'proved':
      return [
        `the new key works, and lies in "${file}"; whether "${printable(old ?? '')}" is registered still tells ${look}`,
      ]
    case 'retired':
      return [
        `the new key worked before "${printable(old ?? '')}" was retired, and lies in "${file}"; what is registered tells ${look}`,
        `the way back: mp admin key add ${client} --key <the old key's file>`,
      ]
  }
}
