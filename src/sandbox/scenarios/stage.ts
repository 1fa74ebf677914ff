import type { HttpRequest } from '../../protocol/http.js'
import type { Handler } from '../answer.js'
import { readJws } from '../jws.js'
import type { Desk } from '../refusals/published.js'
import type { Rule } from '../rules/rule.js'
import type { Client } from '../state.js'
import type { Act } from './act.js'
import { actOf } from './acts.js'
import type { Played } from './read-scenario.js'

interface Running {
  played: Played
  act: Act
}

/** The scenarios that are played, and whom they are for. They may be changed while the sandbox runs. */
export class Stage {
  #running: readonly Running[] = []

  /** Plays these and no others, each from its beginning. */
  play(list: readonly Played[]): void {
    this.#running = list.map((played) => ({ played, act: actOf(played) }))
  }

  /** What is played, as it was written. */
  get texts(): string[] {
    return this.#running.map(({ played }) => played.text)
  }

  /** What is played for this client's requests, as it was written. */
  textsFor(client: string | undefined): string[] {
    return this.#for(client).map(({ played }) => played.text)
  }

  /** Seconds that the clock is ahead for this client. */
  aheadFor(client: string | undefined): number {
    return this.#for(client).reduce((sum, { act }) => sum + (act.ahead ?? 0), 0)
  }

  /** The client as the token endpoint is to see it. */
  sees(client: Client, now: number): Client {
    return this.#for(client.client_id).reduce((seen, { act }) => act.sees?.(seen, now) ?? seen, client)
  }

  /** What this client's grants are asked before all else. */
  rulesFor(client: string | undefined): readonly Rule[] {
    return this.#for(client).flatMap(({ act }) => act.rule ?? [])
  }

  /** A handler's answers, made as bad as is played for this client: what was named first has the last word. */
  wrap(good: Handler, client: string | undefined, desk: Desk): Handler {
    return this.#for(client).reduceRight<Handler>((handler, { act: { answers } }) => {
      return answers ? (request) => answers(request, handler, desk) : handler
    }, good)
  }

  #for(client: string | undefined): readonly Running[] {
    return this.#running.filter(({ played }) => played.client === undefined || played.client === client)
  }
}

/** The client that a request says it is from: by its grant or its token, neither of them verified. */
export function clientIn({ headers, body = '' }: HttpRequest): string | undefined {
  const grant = readJws(new URLSearchParams(body).get('assertion') ?? '')?.claims.iss
  const token = readJws((headers.authorization ?? '').replace(/^bearer +/i, ''))?.claims.client_id
  return [grant, token].find((id) => typeof id === 'string') as string | undefined
}
