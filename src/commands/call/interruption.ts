import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'

/** How a command learns that it is to stop. */
export interface Interruption {
  /** Whether it is. */
  readonly stopping: boolean
  /** What a promise gives, unless the command is to stop first: then `MP_INTERRUPTED`. */
  before<T>(work: Promise<T>): Promise<T>
}

/** Listens for the person's Ctrl-C and the system's request to end. */
export function interruption(host: Pick<Host, 'interrupted'>): Interruption {
  let stopping = false
  const interrupted = host.interrupted().then((): never => {
    stopping = true
    throw new MpError('MP_INTERRUPTED', 'interrupted')
  })
  interrupted.catch(() => {}) // whoever waits for something is told
  return {
    get stopping() {
      return stopping
    },
    before: (work) => Promise.race([work, interrupted]),
  }
}
