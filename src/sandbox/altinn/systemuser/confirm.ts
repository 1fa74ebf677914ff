import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import type { Office } from '../../office.js'
import { forOwnPages, forThisMachine } from '../../page/guard.js'
import { pathOf } from '../../request-path.js'
import type { SystemUserRequest } from '../../state.js'
import { type Decider, ROLES } from './approval-rules.js'
import { DECISIONS, type Decision, decide, requestFor, userOf } from './decide.js'
import { complain, Problem, reported } from './problem.js'
import { type Kind, PAGE, PAGES, requestFields } from './request-of.js'

/** The pages that `confirmUrl` leads to. Nobody logs in: whoever is at this machine is the customer. */
export function confirmHandler(office: Office): Handler {
  const show = async (request: HttpRequest) => look(kindOf(request), request, office)
  const send = forOwnPages(async (request) => act(kindOf(request), request, office))
  const serve: Handler = (request) => (request.method === 'POST' ? send(request) : show(request))
  return forThisMachine(office.origin, speaking(serve))
}

function kindOf({ url }: HttpRequest): Kind {
  const kinds = Object.keys(PAGE) as Kind[]
  return (
    kinds.find((kind) => pathOf(url) === `${PAGES}/${PAGE[kind]}`) ?? complain(404, 'there is nothing here')
  )
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
      if (!wantsPage(request)) return reported(error.report, error.headers)
      return (await import('./confirm-page.js')).refusalPage(error.report)
    }
  }
}

function wantsPage({ headers }: HttpRequest): boolean {
  return (headers.accept ?? '').includes('text/html')
}
