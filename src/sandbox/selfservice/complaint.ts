import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import type { Office } from '../office.js'
import { instantText } from './instants.js'

/** What is wrong with a field of a body, or with the request as a whole where no field is named. */
export interface Fault {
  words: string
  field?: string
}

/** A request that the API refuses: thrown by whoever finds out, before anything is changed. No value that was sent is repeated. */
export class Complaint extends Error {
  constructor(
    readonly status: number,
    readonly objectName: string,
    readonly faults: readonly Fault[],
    readonly headers: Record<string, string> = {},
  ) {
    super(faults.map(({ words }) => words).join(', '))
  }
}

/** Throws a complaint of one fault. */
export function complain(status: number, objectName: string, words: string, field?: string): never {
  throw new Complaint(status, objectName, [{ words, ...(field !== undefined && { field }) }])
}

/** Errors as the self-service API shapes them (Digdir: self-service API). */
export function complaintResponse(
  { status, objectName, faults, headers }: Complaint,
  { now, newId }: Pick<Office, 'now' | 'newId'>,
): HttpResponse {
  const errors = faults.map(({ words, field }) => ({
    errorMessage: words,
    isFieldError: field !== undefined,
    objectName,
    fieldIdentifier: field ?? null,
  }))
  const timestamp = instantText(now() * 1000)
  return json(status, { status, timestamp, correlation_id: newId(), errors }, headers)
}
