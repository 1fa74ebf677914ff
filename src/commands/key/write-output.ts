import { assertNew, createFile } from '../../create-file.js'
import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { Destination } from '../options/key-file.js'

/** Finds out at once that a result has nowhere to go. Throws `MP_FILE`. */
export function assertWritable(output: Destination, host: Host): void {
  if (output.kind === 'file') assertNew(host.files, output.path, output.label)
}

/** The same for a private key, which is not for a screen either. Throws `MP_USAGE`. */
export function assertWritablePrivately(output: Destination, host: Host): void {
  assertWritable(output, host)
  if (output.kind === 'stdout' && host.isTerminal(1))
    throw new MpError('MP_USAGE', 'a private key is not printed on a terminal: name a file with --output')
}

/** Writes a result to where it was asked for. A file must be new; it is for its owner alone. */
export function writeOutput(output: Destination, bytes: Uint8Array | string, host: Host): void {
  if (output.kind === 'stdout') host.stdout(bytes)
  else createFile(host.files, output.path, output.label, bytes)
}
