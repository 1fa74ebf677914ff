import { MpError } from '../../errors.js'
import type { Files } from '../../host.js'
import { parseWanted, type Wanted } from '../../profiles/wanted-file.js'
import { readFile, readStandardInput } from '../../read-file.js'

/** Where a person wrote what is wanted. */
export type WantedSource = { kind: 'file'; path: string; label: string } | { kind: 'stdin'; label: string }

export interface WantedPorts {
  files: Pick<Files, 'read'>
  readStdin(): Promise<Uint8Array>
}

/** Reads what is wanted. Throws `MP_FILE` where there is nothing to read, and `MP_WANTED_INVALID`. */
export async function readWanted(source: WantedSource, ports: WantedPorts): Promise<Wanted> {
  const text = Buffer.from(await bytesOf(source, ports)).toString('utf8')
  return parseWanted(text, source.kind === 'file' ? source.path : '', source.label)
}

async function bytesOf(source: WantedSource, ports: WantedPorts): Promise<Uint8Array> {
  if (source.kind === 'stdin') return readStandardInput(ports, 'MP_FILE')
  const { path, label } = source
  const bytes = readFile(ports.files, path, label, 'MP_FILE')
  if (bytes === undefined) throw new MpError('MP_FILE', `there is no file "${label}"`)
  return bytes
}
