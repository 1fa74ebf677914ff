import type { HttpResponse } from '../../protocol/http.js'
import type { ApiCourt, Bearer } from '../bearer.js'
import type { JsonObject } from '../jws.js'
import type { SandboxState } from '../state.js'
import { Complaint } from './complaint.js'

/** What the self-service API knows and may do. */
export interface Office extends ApiCourt {
  /** A fresh UUID. */
  newId(): string
  /** Keeps the state as it is now. */
  save(): void
  /** Takes over what others have kept. */
  reload(): void
}

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

/** A path below the API's base, and its verbs by method. */
export interface Resource {
  path: RegExp
  verbs: Readonly<Record<string, Verb>>
}

/** Makes a change and keeps it. Where it cannot be kept, nothing has happened. */
export function commit({ state, save }: Office, change: Partial<SandboxState>): void {
  const before = Object.fromEntries(
    (Object.keys(change) as (keyof SandboxState)[]).map((name) => [name, state[name]]),
  )
  Object.assign(state, change)
  try {
    save()
  } catch {
    Object.assign(state, before)
    throw new Complaint(500, 'sandbox', [{ words: 'the change could not be kept, and was not made' }])
  }
}

/** Whether a list is asked for with what is no longer active (Digdir: self-service API). */
export function wantsInactive({ query }: Question): boolean {
  return query.get('inactive') === 'true'
}
