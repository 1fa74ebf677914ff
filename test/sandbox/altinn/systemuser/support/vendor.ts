import { randomUUID } from 'node:crypto'
import type { HttpResponse } from '../../../../../src/protocol/http.js'
import { CLIENT_IDS, makeRegistry } from '../../../../../src/sandbox/registry.js'
import { createSandbox } from '../../../../../src/sandbox/routes.js'
import type { OpenState } from '../../../../../src/sandbox/store.js'
import { openApiBench, requestFor } from '../../../support/api-bench.js'
import { NOW, ORIGIN } from '../../../support/bench.js'

export type Json = Record<string, unknown>

/** Who asks, and with what: by default the vendor 310904473, with every scope that a vendor has. */
export interface Who {
  orgnr?: string
  scope?: string
  kind?: 'maskinporten' | 'altinn'
  /** A token word for word; an empty one is none. */
  token?: string
  headers?: Record<string, string>
}

export const VENDOR = '310904473'
export const OTHER_VENDOR = '313725138'
/** A customer that has no system user yet. */
export const CUSTOMER = '314250052'
export const SYSTEM = `${VENDOR}_regnskap`
export const SCOPES = {
  register: 'altinn:authentication/systemregister.write',
  admin: 'altinn:authentication/systemregister.admin',
  write: 'altinn:authentication/systemuser.request.write',
  read: 'altinn:authentication/systemuser.request.read',
}

export const right = (value: string, id = 'urn:altinn:resource') => ({ resource: [{ id, value }] })
export const pack = (name: string) => ({ urn: `urn:altinn:accesspackage:${name}` })
export const LISTED = pack('skattnaering')
export const FOR_CLIENTS = pack('regnskapsforer-lonn')

/** A system that breaks no rule. */
export const GOOD_SYSTEM = {
  id: SYSTEM,
  vendor: { authority: 'iso6523-actorid-upis', ID: `0192:${VENDOR}` },
  name: { nb: 'Regnskap', nn: 'Rekneskap', en: 'Accounts' },
  description: { nb: 'Fører regnskap', nn: 'Fører rekneskap', en: 'Keeps accounts' },
  rights: [right('skd-mva'), right('nav-sykepenger')],
  accessPackages: [LISTED, FOR_CLIENTS],
  clientId: [CLIENT_IDS.key],
  allowedRedirectUrls: ['https://regnskap.example/ferdig'],
  isVisible: false,
}

/** A request that breaks no rule of that system's. */
export const GOOD_REQUEST = {
  systemId: SYSTEM,
  partyOrgNo: CUSTOMER,
  externalRef: 'avtale-1',
  rights: [right('skd-mva')],
}
export const GOOD_AGENT_REQUEST = {
  systemId: SYSTEM,
  partyOrgNo: CUSTOMER,
  externalRef: 'klienter-1',
  accessPackages: [FOR_CLIENTS],
}

export const REGISTER = '/systemregister/vendor'
export const REQUEST = '/systemuser/request/vendor'
export const AGENT_REQUEST = '/systemuser/request/vendor/agent'
export const CHANGE = '/systemuser/changerequest/vendor'

/** Where a change of a system user is asked for. */
export const changeOf = (userId: unknown, correlationId: string = randomUUID()) =>
  `${CHANGE}?correlation-id=${correlationId}&system-user-id=${userId}`

/** A vendor at a sandbox, and the customer at the page. */
export interface Vendor {
  state: OpenState
  clock: { now: number }
  disk: { saves: number; reloads: number; full: boolean }
  /** Asks a path below Altinn's authentication API. */
  ask(method: string, path: string, body?: unknown, who?: Who): Promise<HttpResponse>
  /** The same, for an answer that must have this status: its body. */
  get<T = Json>(status: number, method: string, path: string, body?: unknown, who?: Who): Promise<T>
  /** Sends the page's form to the address that a request has for it. */
  decide(
    confirmUrl: unknown,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<HttpResponse>
  /** Looks at a page. */
  look(url: unknown, headers?: Record<string, string>): Promise<HttpResponse>
  /** With the good system registered. */
  registered(): Promise<Vendor>
  /** With a request made, and decided on if it says so: the request as it was made. */
  asked(decision?: 'approve' | 'reject', more?: Json): Promise<Json>
  askedForAgent(decision?: 'approve' | 'reject', more?: Json): Promise<Json>
  /** The id of a system user that came of a request. */
  user(more?: Json): Promise<string>
}

const bench = openApiBench()

export function openVendor(): Vendor {
  const clock = { now: NOW }
  const disk = { saves: 0, reloads: 0, full: false }
  const state: OpenState = {
    ...bench.court.state,
    ...makeRegistry(NOW),
    paths: { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} },
  }
  const handle = createSandbox({
    state,
    origin: ORIGIN,
    now: () => clock.now,
    newId: randomUUID,
    save: () => {
      if (disk.full) throw new Error('no space left')
      disk.saves++
    },
    reload: () => void disk.reloads++,
  })
  const host = new URL(ORIGIN).host
  const ask: Vendor['ask'] = (method, path, body, who = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const headers = { ...(body !== undefined && { 'content-type': 'application/json' }), ...who.headers }
    const url = `/authentication/api/v1${path}`
    return handle(requestFor(url, tokenOf(who, clock.now), { method, headers, ...sent }))
  }
  const get: Vendor['get'] = async (status, ...rest) => {
    const response = await ask(...rest)
    if (response.status !== status) throw new Error(`${response.status}: ${response.body}`)
    return JSON.parse(response.body)
  }
  const decide: Vendor['decide'] = (confirmUrl, form, headers = {}) =>
    handle({
      method: 'POST',
      url: `${confirmUrl}`,
      headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })
  const madeAt =
    (path: string, good: Json): Vendor['asked'] =>
    async (decision, more = {}) => {
      const request = await get(201, 'POST', path, { ...good, ...more })
      if (decision !== undefined) {
        const { status, body } = await decide(request.confirmUrl, { decision })
        if (status !== 200) throw new Error(`${status}: ${body}`)
      }
      return request
    }
  const vendor: Vendor = {
    state,
    clock,
    disk,
    ask,
    get,
    decide,
    look: (url, headers = {}) => handle({ method: 'GET', url: `${url}`, headers: { host, ...headers } }),
    registered: async () => {
      await get(200, 'POST', REGISTER, GOOD_SYSTEM)
      return vendor
    },
    asked: madeAt(REQUEST, GOOD_REQUEST),
    askedForAgent: madeAt(AGENT_REQUEST, GOOD_AGENT_REQUEST),
    user: async (more) => {
      await vendor.asked('approve', more)
      return state.system_users.at(-1)?.id ?? ''
    },
  }
  return vendor
}

function tokenOf({ orgnr = VENDOR, scope, kind = 'maskinporten', token }: Who, now: number) {
  if (token !== undefined) return token === '' ? undefined : token
  const { register, write, read } = SCOPES
  const claims = {
    consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${orgnr}` },
    scope: scope ?? [register, write, read].join(' '),
    client_id: CLIENT_IDS.key,
    iat: now,
    exp: now + 120,
  }
  const altinn = { iss: `${ORIGIN}/authentication/api/v1/openid/`, nbf: now }
  return bench.token({ claims: { ...claims, ...(kind === 'altinn' && altinn) } })
}
