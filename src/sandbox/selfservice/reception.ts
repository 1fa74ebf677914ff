import type { HttpRequest, HttpResponse } from '../../protocol/http.js'
import { type Handler, unstored } from '../answer.js'
import { type Bearer, readBearer } from '../bearer.js'
import { challenge } from '../challenge.js'
import type { Office } from '../office.js'
import { pathOf } from '../request-path.js'
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
  const { resource, params } = find(pathOf(request.url).slice(base.length), resources)
  const verb = verbOf(request.method, resource)
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

/** Dots are no step up here: `/scopes/access/..` is a path that nothing answers at, and not `/scopes`. */
function find(path: string, resources: readonly Resource[]): { resource: Resource; params: string[] } {
  const resource =
    resources.find((it) => it.path.test(path)) ?? complain(404, 'request', 'there is nothing here')
  const params = (resource.path.exec(path) ?? []).slice(1).map(decoded)
  if (params.some((it) => it === undefined || it === '.' || it === '..'))
    complain(404, 'request', 'there is nothing here')
  return { resource, params: params as string[] }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function verbOf(method: string, { verbs }: Resource): Verb {
  const name = method === 'HEAD' ? 'GET' : method
  if (Object.hasOwn(verbs, name)) return verbs[name] as Verb
  const allow = Object.keys(verbs).join(', ')
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
