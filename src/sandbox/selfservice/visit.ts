import type { HttpResponse } from '../../protocol/http.js'
import type { Bearer } from '../bearer.js'
import type { JsonObject } from '../jws.js'
import { keep, type Office } from '../office.js'
import type { Resource as ResourceOf } from '../resources.js'
import type { SandboxState } from '../state.js'
import { Complaint } from './complaint.js'

/** A request that has come as far as its resource. */
export interface Question {
  office: Office
  /** The parts of the path that are not the same for all, decoded. */
  params: readonly string[]
  query: URLSearchParams
  /** Empty where the verb takes none. */
  body: JsonObject
}

/** The same, of someone who may ask it. */
export interface Visit extends Question {
  caller: Bearer
}

/** What may be done with a resource. Nothing waits inside: a change is read, made and kept in one go. */
export type Verb =
  | { serveAnyone(question: Question): HttpResponse }
  | {
      /** Any one of these is enough. */
      scopes: readonly string[]
      /** The first part of the path is the id of a client, and `idporten:dcr.modify` is enough where it is the caller's own. */
      own?: boolean
      takesBody?: boolean
      serve(visit: Visit): HttpResponse
    }

export type Resource = ResourceOf<Verb>

/** Makes a change and keeps it. Where it cannot be kept, nothing has happened. */
export function commit(office: Office, change: Partial<SandboxState>): void {
  if (keep(office, change)) return
  throw new Complaint(500, 'sandbox', [{ words: 'the change could not be kept, and was not made' }])
}

/** Whether a list is asked for with what is no longer active (Digdir: self-service API). */
export function wantsInactive({ query }: Question): boolean {
  return query.get('inactive') === 'true'
}
