import { MpError } from '../../errors.js'
import { isObject, type JsonObject } from '../json-body.js'
import type { SelfserviceRequest } from './request.js'

/** The objects of a list. Throws `MP_RESPONSE_MALFORMED` for anything else. */
export function readObjects(request: SelfserviceRequest, answer: unknown): JsonObject[] {
  if (Array.isArray(answer) && answer.every(isObject)) return answer
  throw senseless(request, 'something that is not a list of objects')
}

/** The object whose `name` is `id`. Throws `MP_RESPONSE_MALFORMED`, or `MP_UNANSWERED` where something was to be changed. */
export function readNamed(
  request: SelfserviceRequest,
  answer: unknown,
  name: string,
  id: string,
): JsonObject {
  if (isObject(answer) && answer[name] === id) return answer
  throw senseless(request, `something whose ${name} is not "${id}"`)
}

/** The object, whatever it is. Throws as {@link readNamed} does. */
export function readObject(request: SelfserviceRequest, answer: unknown): JsonObject {
  if (isObject(answer)) return answer
  throw senseless(request, 'something that is not an object')
}

/** An answer that tells nothing: after a change, it may have been made. */
export function senseless({ method, path }: SelfserviceRequest, what: string): MpError {
  const code = method === 'GET' ? 'MP_RESPONSE_MALFORMED' : 'MP_UNANSWERED'
  return new MpError(code, `${method} /${path.join('/')} was answered with ${what}`)
}
