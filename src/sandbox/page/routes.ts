import type { HttpRequest } from '../../protocol/http.js'
import { isForCustomer } from '../altinn/systemuser/routes.js'
import { type Answer, type Handler, json } from '../answer.js'
import { clientCalled } from '../client-called.js'
import { isObject } from '../jws.js'
import type { Route } from '../routes.js'
import { type Played, readScenario } from '../scenarios/read-scenario.js'
import type { Stage } from '../scenarios/stage.js'
import type { OpenState } from '../store.js'
import { forOwnPages, forThisMachine } from './guard.js'
import type { Log } from './log.js'

/** What the page is about. */
export interface PageOf {
  state: OpenState
  origin: string
  log: Log
  stage: Stage
}

const EVENTS = '/_sandbox/events'
const SCENARIO = '/_sandbox/scenario'

/** The page at `/`, what it is told as it comes, and the switch for scenarios. */
export function pageRoutes(of: PageOf): Route[] {
  const own = (handle: Handler) => forThisMachine(of.origin, forOwnPages(handle))
  return [
    { path: '/', methods: ['GET', 'HEAD'], handle: forThisMachine(of.origin, document) },
    { path: EVENTS, methods: ['GET'], handle: own(async () => events(of)) },
    { path: SCENARIO, methods: ['GET', 'HEAD'], handle: own(async () => playing(of)) },
    { path: SCENARIO, methods: ['PUT'], handle: own(async (request) => play(request, of)) },
  ]
}

/** Whether a request is for a page and not for Maskinporten: it is not reported, and no scenario touches it. */
export function isForPage(path: string): boolean {
  const isOwn = path === '/' || path === EVENTS || path === SCENARIO || path === '/.well-known/mp-sandbox'
  return isOwn || isForCustomer(path)
}

/** Loaded when somebody looks. */
async function document(): Promise<Answer> {
  return (await import('./document.js')).document()
}

/** Server-sent events: all so far as `overview`, and then each `report` and the `scenarios` when they change. */
async function events({ state, origin, log, stage }: PageOf): Promise<Answer> {
  const { overview } = await import('./overview.js')
  const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    body: 'retry: 1000\n\n',
    manner: {
      kind: 'stream',
      begin(push) {
        push(event('overview', overview(state, origin, stage.texts, log.reports)))
        return log.listen((name, data) => push(event(name, data)))
      },
    },
  }
}

function playing({ stage }: PageOf): Answer {
  return json(200, { scenarios: stage.texts })
}

/** Plays the scenarios of the body, `{"scenarios":["outage=3"]}`, and no others. */
function play(request: HttpRequest, of: PageOf): Answer {
  const texts = textsIn(request)
  if (texts === undefined)
    return refused('The body must be {"scenarios":[…]}, a list of strings, as application/json.')
  const read = texts.map((text) => playedIn(text, of.state))
  const misread = read.find((it) => 'problem' in it)
  if (misread) return refused(misread.problem)
  of.stage.play(read.filter((it) => 'name' in it))
  of.log.tell('scenarios', of.stage.texts)
  return playing(of)
}

function playedIn(text: string, { clients }: OpenState): Played | { problem: string } {
  const read = readScenario(text)
  const named = JSON.stringify(text)
  if ('problem' in read) return { problem: `${named} ${read.problem}.` }
  if (read.client === undefined) return read
  const client = clientCalled(read.client, clients)
  return client === undefined
    ? { problem: `${named} is for a client that is not here.` }
    : { ...read, client }
}

function textsIn({ headers, body = '' }: HttpRequest): string[] | undefined {
  if (!/^application\/json(;|$)/i.test(headers['content-type'] ?? '')) return undefined
  try {
    const value: unknown = JSON.parse(body)
    const list = isObject(value) ? value.scenarios : undefined
    const isList = Array.isArray(list) && list.length <= 20 && list.every((it) => typeof it === 'string')
    return isList ? (list as string[]) : undefined
  } catch {
    return undefined
  }
}

function refused(description: string): Answer {
  return json(400, { error: 'invalid_request', error_description: description })
}
