import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import type { Office } from '../../office.js'
import { forOwnPages, forThisMachine } from '../../page/guard.js'
import type { Route } from '../../routes.js'
import type { SystemUserRequest } from '../../state.js'
import { type Decider, ROLES } from './approval-rules.js'
import { DECISIONS, type Decision, decide, requestFor, userOf } from './decide.js'
import { complain, Problem, reported } from './problem.js'
import { type Kind, PAGE, PAGES, requestFields } from './request-of.js'

/** Whether a path is of a page on which customers decide. */
export function isForCustomer(path: string): boolean {
  return path.startsWith(`${PAGES}/`)
}

/** The pages that `confirmUrl` leads to. Nobody logs in: whoever is at this machine is the customer. */
export function confirmRoutes(office: Office): Route[] {
  return (Object.keys(PAGE) as Kind[]).flatMap((kind) => {
    const path = `${PAGES}/${PAGE[kind]}`
    const guarded = (handle: Handler) => forThisMachine(office.origin, speaking(handle))
    return [
      { path, methods: ['GET', 'HEAD'], handle: guarded((request) => look(kind, request, office)) },
      {
        path,
        methods: ['POST'],
        handle: guarded(forOwnPages(async (request) => act(kind, request, office))),
      },
    ]
  })
}

function look(kind: Kind, request: HttpRequest, office: Office): Promise<HttpResponse> {
  office.reload()
  return page(asked(kind, request, office), office)
}

/** Loaded when somebody looks. */
async function page(request: SystemUserRequest, office: Office): Promise<HttpResponse> {
  return (await import('./confirm-page.js')).confirmPage(request, office)
}

/** A form with `decision`, and if need be `party` and `role`: a browser gets the page again, a program what came of it. */
async function act(kind: Kind, request: HttpRequest, office: Office): Promise<HttpResponse> {
  const form = formOf(request)
  office.reload()
  const before = asked(kind, request, office)
  const after = decide(before, decisionIn(form), deciderIn(form, before), office)
  if (wantsPage(request)) return page(after, office)
  const user = userOf(after, office.state)
  return json(200, { ...requestFields(after, office), ...(user && { systemUserId: user.id }) })
}

function asked(kind: Kind, { url }: HttpRequest, office: Office): SystemUserRequest {
  return requestFor(kind, new URL(url).searchParams.get('id'), office)
}

function formOf({ headers, body = '' }: HttpRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded(;|$)/i.test(headers['content-type'] ?? '')
  return isForm ? new URLSearchParams(body) : complain(415, 'the body must be a form')
}

function decisionIn(form: URLSearchParams): Decision {
  const decision = DECISIONS.find((it) => it === form.get('decision'))
  return decision ?? complain(400, `decision must be one of ${DECISIONS.join(', ')}`)
}

function deciderIn(form: URLSearchParams, { party_orgno }: SystemUserRequest): Decider {
  const named = form.get('role') ?? 'manager'
  const role = ROLES.find((it) => it === named) ?? complain(400, `role must be one of ${ROLES.join(', ')}`)
  return { party: form.get('party') ?? party_orgno, role }
}

function speaking(handle: Handler): Handler {
  return async (request) => {
    try {
      return await handle(request)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return reported(error.report, error.headers)
    }
  }
}

function wantsPage({ headers }: HttpRequest): boolean {
  return (headers.accept ?? '').includes('text/html')
}
