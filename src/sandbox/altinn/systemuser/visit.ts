import type { HttpResponse } from '../../../protocol/http.js'
import type { Bearer } from '../../bearer.js'
import type { JsonObject } from '../../jws.js'
import type { Office } from '../../office.js'
import type { Resource as ResourceOf } from '../../resources.js'

/** A request of someone who may make it, come as far as its resource. */
export interface Visit {
  office: Office
  caller: Bearer
  /** The address as it was asked. */
  url: URL
  /** The parts of the path that are not the same for all, decoded. */
  params: readonly string[]
  /** The members of the body by their names in small letters; empty where the verb takes none. */
  body: JsonObject
  /** The body's elements, where it is a list. */
  list: readonly unknown[]
}

/** What may be done with a resource. Nothing waits inside: a change is read, made and kept in one go. */
export interface Verb {
  /** Any one of these is enough. */
  scopes: readonly string[]
  takes?: 'object' | 'list'
  serve(visit: Visit): HttpResponse
}

export type Resource = ResourceOf<Verb>
