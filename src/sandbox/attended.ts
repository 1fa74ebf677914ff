import type { HttpRequest } from '../protocol/http.js'
import type { Handler } from './answer.js'
import { decodedGrant } from './page/decoded.js'
import { examine } from './page/examine.js'
import { Log } from './page/log.js'
import { reportOf, type Sight } from './page/report.js'
import { isForPage, pageRoutes } from './page/routes.js'
import { pathOf } from './request-path.js'
import { createSandbox, type SandboxOptions } from './routes.js'
import type { Rule } from './rules/rule.js'
import { RULES } from './rules.js'
import { clientIn, type Stage } from './scenarios/stage.js'
import { SpentGrants } from './spent-grants.js'
import type { TakenApart } from './take-apart.js'

/** A sandbox that somebody looks at: with a page that shows what came in, and with the scenarios that are played. */
export function attendedSandbox(options: SandboxOptions, stage: Stage): Handler {
  const { state, origin } = options
  const log = new Log()
  const sights = new WeakMap<HttpRequest, Sight>()
  const sandboxAs = byPlay({
    ...options,
    spent: new SpentGrants(),
    sees: (client, now) => stage.sees(client, now),
    witness: (request, context, rules) => sights.set(request, sightOf(context, rules)),
    routes: [...(options.routes ?? []), ...pageRoutes({ state, origin, log, stage })],
  })
  return async (request) => {
    if (isForPage(pathOf(request.url))) return sandboxAs(0, [])(request)
    const id = clientIn(request)
    const ahead = stage.aheadFor(id)
    const scenarios = stage.textsFor(id)
    const good = sandboxAs(ahead, stage.rulesFor(id))
    const answer = await stage.wrap(good, id, options)(request)
    const sight = sights.get(request)
    const client = sight?.client ?? clientNamed(id, options)
    log.add(reportOf({ number: log.next(), at: options.now(), request, answer, sight, client, scenarios }))
    const date = new Date((options.now() + ahead) * 1000).toUTCString()
    return { ...answer, headers: { date, ...answer.headers } }
  }
}

/** The same sandbox, by clocks that are ahead of its own, and with rules that are asked before its own. */
function byPlay(options: SandboxOptions): (ahead: number, first: readonly Rule[]) => Handler {
  const made = new Map<string, Handler>()
  return (ahead, first) => {
    const key = [ahead, ...first.map(({ title }) => title)].join()
    const rules = [...first, ...(options.rules ?? RULES)]
    const handler = made.get(key) ?? createSandbox({ ...options, rules, now: () => options.now() + ahead })
    // One that is not asked for again need not be kept.
    if (made.size > 10) made.clear()
    made.set(key, handler)
    return handler
  }
}

/** What a stranger sent may not hinder the answer: where it cannot be shown, it is not. */
function sightOf(context: TakenApart, rules: readonly Rule[]): Sight {
  const { now, client, jws } = context
  const id =
    client?.client_id ?? (typeof jws?.claims.iss === 'string' ? jws.claims.iss.slice(0, 200) : undefined)
  const known = client && { name: client.client_name, orgnr: client.orgnr }
  const seen = { now, ...(id !== undefined && { client: { id, ...known } }) }
  try {
    const grant = decodedGrant(context)
    return { ...seen, ...(grant && { grant }), rules: examine(context, rules) }
  } catch {
    return { ...seen, rules: [] }
  }
}

function clientNamed(id: string | undefined, { state }: SandboxOptions): Sight['client'] {
  if (id === undefined) return undefined
  const client = state.clients.find(({ client_id }) => client_id === id)
  return { id: id.slice(0, 200), ...(client && { name: client.client_name, orgnr: client.orgnr }) }
}
