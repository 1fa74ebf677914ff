import type { Host } from '../host.js'
import { toSigningKey } from '../keys/fitness.js'
import { selectEntry } from '../keys/select.js'
import type { KeystoreFormat, SigningKey } from '../keys/signing-key.js'
import type { Resolved } from '../profiles/resolve.js'
import { type ReadKeystorePorts, readKeystore } from './read-keystore.js'

export type OpenKeyPorts = ReadKeystorePorts & Pick<Host, 'now'>

/** A key ready to sign, and what a person should know about it. */
export interface OpenedKey {
  key: SigningKey
  warnings: readonly string[]
  /** What the file is by its bytes. */
  format: KeystoreFormat
}

/** Opens the key that the settings name and judges it before anything is sent. Throws `MP_KEY_*`. */
export async function openKey({ key, environment }: Resolved, host: OpenKeyPorts): Promise<OpenedKey> {
  const { alias, kid } = key
  const { keystore, label } = await readKeystore(key, host)
  const wanted = { ...(alias && { alias: alias.value }), ...(kid && { kid: kid.value }) }
  const entry = selectEntry(keystore, wanted, host.now(), label)
  const { certificates } = environment.value
  const opened = toSigningKey(entry, {
    now: host.now(),
    label,
    ...(kid && { kid: kid.value }),
    ...(certificates && { environment: certificates }),
  })
  return { ...opened, format: keystore.format }
}
