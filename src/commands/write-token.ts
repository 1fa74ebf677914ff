import type { Host } from '../host.js'
import { interruption } from './call/interruption.js'
import { openOutput } from './call/output.js'
import type { Destination } from './options/key-file.js'

/** Writes to a file, for its owner alone, that takes the place of the old one when it is whole. It is opened before anything is sent. Throws `MP_FILE`, and `MP_INTERRUPTED` with nothing left behind. */
export async function writeToken(
  output: Destination,
  print: () => Promise<string>,
  host: Host,
): Promise<void> {
  const file = await openOutput(output, host)
  try {
    const text = await interruption(host).before(print())
    await file?.sink(Buffer.from(text))
    await file?.end()
    await file?.commit()
  } catch (error) {
    await file?.abandon()
    throw error
  }
}
