import type { Published } from '../refusals/published.js'
import { pathOf } from '../request-path.js'
import type { Act } from './act.js'

/** One published refusal, whatever is asked for where its authority answers. No grant is spent, and nothing is changed. */
export function refuse(refusal: Published): Act {
  if ('rule' in refusal) return { rule: refusal.rule }
  const { at, answer } = refusal
  return {
    answers: async (request, good, desk) => (at.test(pathOf(request.url)) ? answer(desk) : good(request)),
  }
}
