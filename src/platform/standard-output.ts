import { MpError, ReaderGone } from '../errors.js'
import type { Outflow } from '../host.js'
import { outflowTo } from './outflow.js'

/** Standard output for what may be large. A reader that has gone away wants no more, and is told apart from a full disk. */
export function standardOutput(descriptor: number): Outflow {
  const flow = outflowTo(descriptor)
  return {
    sink(piece) {
      try {
        return flow.sink(piece)
      } catch (error) {
        throw judged(error)
      }
    },
    async end() {
      await flow.end().catch((error) => {
        throw judged(error)
      })
    },
  }
}

function judged(cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EPIPE') return new ReaderGone()
  return new MpError('MP_FILE', `standard output cannot be written (${code})`, { cause })
}
