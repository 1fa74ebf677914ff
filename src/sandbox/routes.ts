import type { HttpRequest, HttpResponse } from '../protocol/http.js'
import { altinnRoutes } from './altinn/routes.js'
import { announcementHandler } from './announcement.js'
import { type Answer, type Handler, json } from './answer.js'
import type { ApiCourt } from './bearer.js'
import { freshForDetails } from './fresh-details.js'
import { isAliveHandler } from './isalive.js'
import { jwksHandler } from './jwks.js'
import { LIMITS, type Limits } from './limits.js'
import { metadataHandler } from './metadata.js'
import type { Office } from './office.js'
import { pathOf } from './request-path.js'
import type { Rule } from './rules/rule.js'
import { mirrorRoutes } from './samples/mirror.js'
import { registerRoutes } from './samples/register/routes.js'
import { selfserviceRoutes } from './selfservice/routes.js'
import { SpentGrants } from './spent-grants.js'
import type { OpenState } from './store.js'
import type { Court } from './take-apart.js'
import { type CodePlace, tokenHandler } from './token.js'

/** A path and who answers there. Without `methods` the handler judges the method itself. */
export interface Route {
  path: string | RegExp
  methods?: readonly string[]
  handle: Handler
}

export interface SandboxOptions {
  state: OpenState
  /** Where the sandbox answers, without a slash at the end. The issuer is this with one. */
  origin: string
  /** Whole seconds since 1970. */
  now(): number
  /** A fresh UUID. */
  newId(): string
  limits?: Limits
  rules?: readonly Rule[]
  /** Where the code stands in what is refused: in the link unless told otherwise. */
  codes?: CodePlace
  /** Further CAs, as PEM, asked for at every request. */
  trusted?(): readonly string[]
  /** Keeps what the self-service API and Altinn have changed; without it a change lasts as long as the sandbox. */
  save?(): void
  /** Takes over what other processes have kept, before anything is read or changed by these. */
  reload?(): void
  /** More rooms of the sandbox: asked before its own. */
  routes?: readonly Route[]
  /** The grants that have bought a token, where several sandboxes are one. */
  spent?: SpentGrants
  /** A client as the token endpoint is to see it. */
  sees?: Court['sees']
  /** Looks on when a grant is judged. */
  witness?: Court['witness']
}

const READ = ['GET', 'HEAD']

/** The whole sandbox as one handler. Every answer carries a `Date` from its clock, which is how a client finds that its own is wrong. */
export function createSandbox(options: SandboxOptions): Handler {
  const routes = [...(options.routes ?? []), ...ownRoutes(options)]
  return async (request) => {
    const response = await dispatch(routes, request)
    const date = new Date(options.now() * 1000).toUTCString()
    return { ...response, headers: { ...response.headers, date } }
  }
}

function ownRoutes(options: SandboxOptions): Route[] {
  const { state, origin, now, newId, limits = LIMITS, rules, codes, trusted = () => [] } = options
  const { save = () => {}, reload = () => {}, spent = new SpentGrants() } = options
  const { sees, witness } = options
  const issuer = `${origin}/`
  const court = {
    state,
    issuer,
    limits,
    now,
    trusted,
    spent,
    ...(sees && { sees }),
    ...(witness && { witness }),
  }
  const apis: ApiCourt = { state, origin, now }
  const office: Office = { ...apis, newId, save, reload }
  return [
    { path: '/token', handle: freshForDetails(tokenHandler(court, { newId, rules, codes }), reload) },
    { path: '/jwk', methods: READ, handle: jwksHandler(state) },
    { path: '/.well-known/oauth-authorization-server', methods: READ, handle: metadataHandler(issuer) },
    { path: '/.well-known/mp-sandbox', methods: READ, handle: announcementHandler(state, origin) },
    { path: '/isalive', methods: READ, handle: isAliveHandler() },
    ...altinnRoutes(office),
    ...registerRoutes(apis),
    ...mirrorRoutes(apis),
    ...selfserviceRoutes(office),
  ]
}

async function dispatch(routes: readonly Route[], request: HttpRequest): Promise<Answer> {
  const path = pathOf(request.url)
  const here = routes.filter((route) => isAt(route, path))
  if (here.length === 0) return json(404, { error: 'not_found', error_description: 'There is nothing here.' })
  const route = here.find(({ methods }) => methods === undefined || methods.includes(request.method))
  return route === undefined ? methodNotAllowed(here) : await answer(route, request)
}

async function answer({ handle }: Route, request: HttpRequest): Promise<Answer> {
  try {
    return await handle(request)
  } catch {
    // What went wrong is for the sandbox's own tests; a client gets no stack.
    return json(500, { error: 'server_error', error_description: 'The sandbox failed.' })
  }
}

function methodNotAllowed(routes: readonly Route[]): HttpResponse {
  const allow = routes.flatMap(({ methods = [] }) => methods).join(', ')
  const body = { error: 'invalid_request', error_description: `Request method must be one of ${allow}.` }
  return json(405, body, { allow })
}

function isAt({ path }: Route, actual: string): boolean {
  return typeof path === 'string' ? path === actual : path.test(actual)
}
