import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, unstored } from '../../answer.js'
import { type Bearer, readBearer } from '../../bearer.js'
import { challenge } from '../../challenge.js'
import type { JsonObject } from '../../jws.js'
import type { Office } from '../../office.js'
import { pathOf } from '../../request-path.js'
import { readBody } from './body.js'
import { complain, Problem, reported } from './problem.js'
import type { Resource, Verb } from './visit.js'

/** Finds the resource, lets in who may, and answers in Altinn's words. `base` is the path that all resources are below. */
export function receptionHandler(base: string, resources: readonly Resource[], office: Office): Handler {
  return async (request) => {
    try {
      return unstored(await attend(request, base, resources, office))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return unstored(reported(error.report, error.headers))
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
  const caller = await admit(request, verb, office)
  const sent = verb.takes === undefined ? undefined : readBody(request, verb.takes)
  // From here to the end nothing waits: what is read is what is changed.
  office.reload()
  const body = verb.takes === 'object' ? (sent as JsonObject) : {}
  const list = verb.takes === 'list' ? (sent as unknown[]) : []
  return verb.serve({ office, caller, url: new URL(request.url), params, body, list })
}

function find(path: string, resources: readonly Resource[]): { resource: Resource; params: string[] } {
  const resource = resources.find((it) => it.path.test(path)) ?? complain(404, 'there is nothing here')
  const params = (resource.path.exec(path) ?? []).slice(1).map(decoded)
  if (params.some((it) => it === undefined)) complain(404, 'there is nothing here')
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
  return complain(405, `the method must be one of ${allow}`, { allow })
}

/** Maskinporten's own token will do, and Altinn's in exchange for it (Altinn, Skatteetaten: the guides differ). */
async function admit(request: HttpRequest, { scopes }: Verb, office: Office): Promise<Bearer> {
  const reading = await readBearer(request, office, { scopes, kinds: ['maskinporten', 'altinn'] })
  if ('bearer' in reading) return reading.bearer
  const { status, headers } = challenge(reading.fault)
  return complain(status, reading.description, headers)
}
