import { MpError, type MpErrorCode } from '../errors.js'
import type { Entry } from './signing-key.js'

/** A private key that could have been meant, with what a person tells keys apart by. */
export interface Candidate {
  readonly alias: string
  readonly kid?: string
  readonly subject?: string
  readonly orgnr?: string
  readonly usage: readonly string[]
  /** Seconds since 1970. */
  readonly notAfter?: number
}

/** It was not said, or not rightly, which of several keys is meant. */
export class CandidatesError extends MpError {
  readonly candidates: readonly Candidate[]

  constructor(code: MpErrorCode, message: string, entries: readonly Entry[]) {
    super(code, message)
    this.name = 'CandidatesError'
    this.candidates = entries.map(toCandidate)
  }
}

function toCandidate({ alias, kid, certificates: [leaf] }: Entry): Candidate {
  return {
    alias,
    ...(kid !== undefined && { kid }),
    ...(leaf && { subject: leaf.subject, notAfter: leaf.notAfter }),
    ...(leaf?.orgnr !== undefined && { orgnr: leaf.orgnr }),
    usage: leaf?.usage ?? [],
  }
}
