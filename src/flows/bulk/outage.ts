import { MpError, UnavailableError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { HttpResponse } from '../../protocol/http.js'
import { isUnavailable } from '../../protocol/unavailable.js'
import type { Pace } from './pace.js'

/** Notices that an endpoint has no answer for anybody, so that not every person of a long list is to find it out. */
export interface Outage {
  heard(response: HttpResponse): void
  /** A person's last try is over, and this is why. */
  lost(error: unknown): void
}

/** So many persons in a row, without an answer to anyone between them. */
const ENOUGH_PERSONS = 3
/** What may pass is given so long to pass. */
const ENOUGH_MS = 5000
/** For so long nobody is asked for then. */
const REST_MS = 30_000

export function outage({ pace, milliseconds }: { pace: Pace } & Pick<Host, 'milliseconds'>): Outage {
  let persons = 0
  let heardAt = milliseconds()
  let told: MpError | undefined

  return {
    heard(response) {
      if (isUnavailable(response) && response.status !== TOO_MANY) return
      persons = 0
      heardAt = milliseconds()
      if (told) pace.reopen(told)
      told = undefined
    },
    lost(error) {
      if (!isNoAnswer(error) || error === told) return
      persons++
      const isLasting = error.transient === false || milliseconds() - heardAt >= ENOUGH_MS
      if (persons < ENOUGH_PERSONS || !isLasting) return
      told = leftAlone(error)
      pace.close(told, REST_MS)
    },
  }
}

/** The server is there. */
const TOO_MANY = 429

function isNoAnswer(error: unknown): error is MpError {
  if (error instanceof UnavailableError) return error.refusal.status !== TOO_MANY
  return error instanceof MpError && error.code === 'MP_UNREACHABLE'
}

function leftAlone(error: MpError): MpError {
  const message = `${error.message}, for one person after another: it is left alone for ${REST_MS / 1000} s`
  if (error instanceof UnavailableError) return new UnavailableError(message, error.refusal)
  return new MpError('MP_UNREACHABLE', message)
}
