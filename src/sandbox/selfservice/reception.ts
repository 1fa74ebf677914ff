import type { HttpRequest, HttpResponse } from '../../protocol/http.js'
import { type Handler, unstored } from '../answer.js'
import { type Bearer, readBearer } from '../bearer.js'
import { challenge } from '../challenge.js'
import type { Office } from '../office.js'
import { pathOf } from '../request-path.js'
import { findVerb } from '../resources.js'
import { Complaint, complain, complaintResponse } from './complaint.js'
import { readBody } from './request-body.js'
import type { Resource, Verb } from './visit.js'

/** Enough for whoever owns the client that the path names, and for nobody else (Digdir: self-service API). */
const OWN_CLIENT = 'idporten:dcr.modify'

/** Finds the resource, lets in who may, and answers in the API's own words. `base` is the path that all resources are below. */
export function receptionHandler(base: string, resources: readonly Resource[], office: Office): Handler {
  return async (request) => {
    try {
      return unstored(await attend(request, base, resources, office))
    } catch (error) {
      if (error instanceof Complaint) return unstored(complaintResponse(error, office))
      throw error
    }
  }
}

async function attend(
  request: HttpRequest,
  base: string,
  resources: readonly Resource[],
  office: Office,
): Promise<HttpResponse> {
  const { verb, params } = find(request, base, resources)
  const question = { office, params, query: new URL(request.url).searchParams, body: {} }
  if ('serveAnyone' in verb) {
    office.reload()
    return verb.serveAnyone(question)
  }
  const caller = await admit(request, office, verb, params)
  const body = verb.takesBody ? readBody(request) : {}
  // From here to the end nothing waits: what is read is what is changed.
  office.reload()
  return verb.serve({ ...question, caller, body })
}

function find(request: HttpRequest, base: string, resources: readonly Resource[]) {
  const found = findVerb(request.method, pathOf(request.url).slice(base.length), resources)
  if (found === undefined) complain(404, 'request', 'there is nothing here')
  if ('verb' in found) return found
  const { allow } = found
  throw new Complaint(405, 'request', [{ words: `the method must be one of ${allow}` }], { allow })
}

async function admit(
  request: HttpRequest,
  office: Office,
  { scopes, own = false }: Extract<Verb, { scopes: readonly string[] }>,
  [clientId]: readonly string[],
): Promise<Bearer> {
  const wanted = own ? [...scopes, OWN_CLIENT] : scopes
  const reading = await readBearer(request, office, { scopes: wanted })
  if ('fault' in reading) {
    const { status, headers } = challenge(reading.fault)
    throw new Complaint(status, 'request', [{ words: reading.description }], headers)
  }
  const { bearer } = reading
  const isWide = scopes.some((scope) => bearer.scopes.includes(scope))
  if (!isWide && bearer.claims.client_id !== clientId) {
    complain(403, 'request', `${OWN_CLIENT} is for the caller's own client alone`)
  }
  return bearer
}
