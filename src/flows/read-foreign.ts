import { MpError } from '../errors.js'
import type { Files } from '../host.js'
import { SettingsError } from '../profiles/foreign/settings-error.js'
import { readFile, readStandardInput } from '../read-file.js'

export type ForeignSource = { kind: 'file'; path: string; label: string } | { kind: 'stdin'; label: string }

export interface ForeignPorts {
  files: Pick<Files, 'read'>
  readStdin(): Promise<Uint8Array>
}

/** Settings are some lines, and a keystore among them some thousand bytes. */
const MAX_BYTES = 1024 * 1024

/** The bytes of another tool's settings. Throws `MP_FILE` where there is nothing to read, `MP_SETTINGS_INVALID` for more than 1 MiB. */
export async function readForeign(source: ForeignSource, ports: ForeignPorts): Promise<Uint8Array> {
  const bytes = await bytesOf(source, ports)
  if (bytes.length <= MAX_BYTES) return bytes
  throw new SettingsError('large', `"${source.label}" is larger than settings are (1 MiB)`)
}

async function bytesOf(source: ForeignSource, ports: ForeignPorts): Promise<Uint8Array> {
  if (source.kind === 'stdin') return readStandardInput(ports, 'MP_FILE')
  const bytes = readFile(ports.files, source.path, source.label, 'MP_FILE')
  if (bytes === undefined) throw new MpError('MP_FILE', `there is no file "${source.label}"`)
  return bytes
}
