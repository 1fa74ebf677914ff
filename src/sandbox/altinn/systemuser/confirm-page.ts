import { createHash } from 'node:crypto'
import type { HttpResponse } from '../../../protocol/http.js'
import type { Office } from '../../office.js'
import { STYLE } from '../../page/style.js'
import type { SystemUserRequest } from '../../state.js'
import { ROLES } from './approval-rules.js'
import { userOf } from './decide.js'
import type { Report } from './problem.js'
import { statusOf } from './request-of.js'
import { systemCalled } from './system-of.js'

const OWN_STYLE = `${STYLE}
main.decide { max-width: 640px; margin: 32px auto; padding: 0 16px; display: grid; gap: 16px; }
.decide .card { padding: 20px 24px; display: grid; gap: 14px; }
.decide ul { padding-left: 1.2em; }
.decide form { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.decide select, .decide button { border: 1px solid var(--line); background: var(--sunk); border-radius: 8px; padding: 7px 16px; cursor: pointer; }
.decide button.yes { background: var(--good-bg); color: var(--good); font-weight: 600; }
.decide button.no { background: var(--bad-bg); color: var(--bad); }
`

/** What the browser may do: take this style, and send the form back to the sandbox. No script runs (CSP 3). */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(OWN_STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const SAID = {
  New: 'waits for an answer',
  Accepted: 'approved',
  Rejected: 'rejected',
  Timedout: 'ran out unanswered',
} as const

const ROLE = {
  manager: 'an access manager who holds this',
  'manager-without-rights': 'an access manager who does not hold this',
  employee: 'no access manager',
} as const

const TITLE = {
  standard: 'asks for a system user',
  agent: 'asks for a system user for your clients',
  change: 'asks for a change of a system user',
} as const

/** The page on which a customer decides about a request, and sees what came of it. */
export function confirmPage(request: SystemUserRequest, office: Office): HttpResponse {
  return page(200, html(request, office))
}

/** The page that says why a decision was not taken: the code is what a vendor would be told. */
export function refusalPage({ status, code, title, detail }: Report): HttpResponse {
  const named = safe(`${code ?? title}`)
  return page(
    status,
    document(
      `Altinn says no: ${named}`,
      '',
      `<h2>Altinn says no: ${named}</h2><p>${safe(`${detail}`)}.</p><p class="soft">Go back, or open the address of the request again.</p>`,
    ),
  )
}

function page(status: number, body: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      // A form's own origin is told to the sandbox itself, and the page's address to nobody.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
    body,
  }
}

function html(request: SystemUserRequest, office: Office): string {
  const system = systemCalled(request.system_id, office.state)
  const status = statusOf(request, office.now())
  const named = system?.name.en ?? system?.name.nb ?? request.system_id
  const facts: [string, string | undefined][] = [
    ['System', `${named} (${request.system_id})`],
    ['Vendor', system?.vendor_orgno],
    ['Customer', request.party_orgno],
    ['Reference', request.externalRef],
    ['System user', userOf(request, office.state)?.id],
    ['Status', request.escalated && status === 'New' ? `${SAID.New}, of an access manager` : SAID[status]],
  ]
  return document(
    `${safe(named)} ${TITLE[request.kind]}`,
    `<p>Nobody logs in here: you are whoever decides for ${safe(request.party_orgno)}.</p>`,
    `<h2>${safe(named)} ${TITLE[request.kind]}</h2>
<dl class="lines">${facts.map(fact).join('')}</dl>
${lists(request)}
${forms(request, status, office)}`,
  )
}

function document(title: string, words: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${OWN_STYLE}</style></head><body>
<header class="top"><div><h1>Altinn in the sandbox</h1>${words}</div></header>
<main class="decide"><div class="card">
${body}
</div></main></body></html>
`
}

function fact([name, value]: [string, string | undefined]): string {
  return value === undefined ? '' : `<dt>${name}</dt><dd>${safe(value)}</dd>`
}

function lists({ rights, accessPackages, unwanted }: SystemUserRequest): string {
  const named = (its: SystemUserRequest['rights']) =>
    its.map(({ resource }) => resource.map(({ value }) => value).join(' / '))
  const urns = (its: SystemUserRequest['accessPackages']) => its.map(({ urn }) => urn)
  return [
    list('Rights', named(rights)),
    list('Access packages', urns(accessPackages)),
    list('Rights to be taken away', named(unwanted?.rights ?? [])),
    list('Access packages to be taken away', urns(unwanted?.accessPackages ?? [])),
  ].join('')
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<h3>${title}</h3><ul>${items.map((it) => `<li><code>${safe(it)}</code></li>`).join('')}</ul>`
}

function forms(request: SystemUserRequest, status: keyof typeof SAID, office: Office): string {
  const party = `<input type="hidden" name="party" value="${safe(request.party_orgno)}">`
  const back =
    request.redirectUrl === undefined || status === 'New'
      ? ''
      : `<p><a rel="noreferrer" href="${safe(request.redirectUrl)}">Back to the vendor</a></p>`
  if (status === 'New') {
    return `<form method="post">${party}
<label>You are <select name="role">${ROLES.map((role) => `<option value="${role}">${ROLE[role]}</option>`).join('')}</select></label>
<span><button class="yes" name="decision" value="approve">Approve</button> <button class="no" name="decision" value="reject">Reject</button>
<button name="decision" value="escalate">Leave it to another</button></span></form>`
  }
  if (userOf(request, office.state) === undefined) return back
  return `${back}<form method="post">${party}<button class="no" name="decision" value="withdraw">Delete the system user</button></form>`
}

/** As HTML shows it, whatever it is. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
