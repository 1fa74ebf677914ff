import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, unstored } from '../../answer.js'
import { type Bearer, readBearer } from '../../bearer.js'
import { challenge } from '../../challenge.js'
import type { JsonObject } from '../../jws.js'
import type { Office } from '../../office.js'
import { pathOf } from '../../request-path.js'
import { findVerb } from '../../resources.js'
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
  const { verb, params } = find(request, base, resources)
  const caller = await admit(request, verb, office)
  const sent = verb.takes === undefined ? undefined : readBody(request, verb.takes)
  // From here to the end nothing waits: what is read is what is changed.
  office.reload()
  const body = verb.takes === 'object' ? (sent as JsonObject) : {}
  const list = verb.takes === 'list' ? (sent as unknown[]) : []
  return verb.serve({ office, caller, url: new URL(request.url), params, body, list })
}

function find(request: HttpRequest, base: string, resources: readonly Resource[]) {
  const found = findVerb(request.method, pathOf(request.url).slice(base.length), resources)
  if (found === undefined) complain(404, 'there is nothing here')
  if ('verb' in found) return found
  const { allow } = found
  return complain(405, `the method must be one of ${allow}`, { allow })
}

/** Maskinporten's own token will do, and Altinn's in exchange for it (Altinn, Skatteetaten: the guides differ). */
async function admit(request: HttpRequest, { scopes }: Verb, office: Office): Promise<Bearer> {
  const reading = await readBearer(request, office, { scopes, kinds: ['maskinporten', 'altinn'] })
  if ('bearer' in reading) return reading.bearer
  const { status, headers } = challenge(reading.fault)
  return complain(status, reading.description, headers)
}
