import { writeFailure } from '../../create-file.js'
import type { Host, Replacement } from '../../host.js'
import type { Destination } from '../options/key-file.js'

/** The file of `--output`, opened before anything is sent; undefined for standard output. Throws `MP_FILE`, now and later. */
export async function openOutput(output: Destination, host: Host): Promise<Replacement | undefined> {
  if (output.kind === 'stdout') return undefined
  const { path, label } = output
  const judged = (cause: unknown): never => {
    throw writeFailure(label, cause)
  }
  const file = await host.replaceFile(path).catch(judged)
  return {
    sink(piece) {
      try {
        return file.sink(piece)
      } catch (cause) {
        return judged(cause)
      }
    },
    end: () => file.end().catch(judged),
    commit: () => file.commit().catch(judged),
    abandon: () => file.abandon(),
  }
}
