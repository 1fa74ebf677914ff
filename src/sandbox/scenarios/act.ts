import type { HttpRequest } from '../../protocol/http.js'
import type { Answer, Handler } from '../answer.js'
import type { Desk } from '../refusals/published.js'
import type { Rule } from '../rules/rule.js'
import type { Client } from '../state.js'

/** What becomes of a request, where `good` would answer it well. */
export type Answers = (request: HttpRequest, good: Handler, desk: Desk) => Promise<Answer>

/** What a scenario does while it is played. What it does not have is as always. */
export interface Act {
  /** Seconds that the sandbox's clock is ahead. */
  ahead?: number
  /** The client as the token endpoint sees it. */
  sees?(client: Client, now: number): Client
  answers?: Answers
  /** A rule that is asked before all others. */
  rule?: Rule
}

/** Begins a scenario, with the value of its parameter. */
export type Begin = (value: number) => Act

/** Misbehaves for the first so many requests, and then no more. */
export function forTheFirst(answers: Answers): Begin {
  return (count) => {
    let left = count
    return {
      answers: (request, good, desk) => (left-- > 0 ? answers(request, good, desk) : good(request)),
    }
  }
}
