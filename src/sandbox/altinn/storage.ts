import type { HttpRequest, HttpResponse } from '../../protocol/http.js'
import { type Handler, json } from '../answer.js'
import { type ApiCourt, type Bearer, readBearer } from '../bearer.js'
import { challenge } from '../challenge.js'
import { pathOf } from '../request-path.js'
import { INSTANCES, type Instance } from './instances.js'

/** Where the sample of Altinn's storage answers. */
export const STORAGE = '/storage/api/v1'

const OWNER_SCOPE = 'altinn:serviceowner/instances.read'
const PARTY_SCOPE = 'altinn:instances.read'
const PAGE = 10
/** The path of one instance, or of its data. */
export const INSTANCE_PATH =
  /^\/storage\/api\/v1\/instances\/([0-9]+\/[0-9a-f-]{36})(?:\/data\/([0-9a-f-]{36}))?$/i

/** `/storage/api/v1/instances`: the instances of an org, an app or a party, a page at a time. A service owner sees its own alone. */
export function instancesHandler(court: ApiCourt): Handler {
  return behindToken(court, (request, bearer) => {
    const url = new URL(request.url)
    const query = url.searchParams
    const org = query.get('org') ?? query.get('appId')?.split('/')[0]
    if (org === undefined && !query.has('instanceOwner.partyId')) {
      return problem(400, 'one of org, appId and instanceOwner.partyId is needed')
    }
    if (!mayRead(bearer, org))
      return problem(403, `the token is not for the instances of ${org ?? 'every org'}`)
    const from = offsetOf(query.get('continuationToken'))
    if (from === undefined) return problem(400, 'the continuationToken is not one of this list')
    return page(
      url,
      INSTANCES.filter((instance) => matches(instance, query)),
      from,
    )
  })
}

/** `/storage/api/v1/instances/{partyId}/{guid}`, and `/data/{guid}` under it: one instance, and its form as XML. */
export function instanceHandler(court: ApiCourt): Handler {
  return behindToken(court, (request, bearer) => {
    const [, id, dataId] = INSTANCE_PATH.exec(pathOf(request.url).toLowerCase()) ?? []
    const instance = INSTANCES.find((it) => it.id === id)
    if (instance === undefined) return problem(404, 'there is no such instance')
    if (!mayRead(bearer, instance.org))
      return problem(403, `the token is not for the instances of ${instance.org}`)
    if (dataId === undefined) return json(200, instance)
    if (instance.data.every((it) => it.id !== dataId)) return problem(404, 'there is no such data')
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: formOf(instance) }
  })
}

function behindToken(
  court: ApiCourt,
  answer: (request: HttpRequest, bearer: Bearer) => HttpResponse,
): Handler {
  return async (request) => {
    const reading = await readBearer(request, court, {
      scopes: [OWNER_SCOPE, PARTY_SCOPE],
      kinds: ['altinn'],
    })
    if ('bearer' in reading) return answer(request, reading.bearer)
    const { status, headers } = challenge(reading.fault)
    return problem(status, reading.description, headers)
  }
}

/** Who reads for parties may see every org's; a service owner sees its own, by the code in its token. */
function mayRead({ scopes, claims }: Bearer, org: string | undefined): boolean {
  if (scopes.includes(PARTY_SCOPE)) return true
  return org !== undefined && claims['urn:altinn:org'] === org
}

function matches({ org, appId, instanceOwner }: Instance, query: URLSearchParams): boolean {
  const wanted: [string, string][] = [
    ['org', org],
    ['appId', appId],
    ['instanceOwner.partyId', instanceOwner.partyId],
  ]
  return wanted.every(([name, value]) => [null, value].includes(query.get(name)))
}

function page(url: URL, found: readonly Instance[], from: number): HttpResponse {
  const instances = found.slice(from, from + PAGE)
  const next = new URL(url)
  next.searchParams.set('continuationToken', tokenOf(from + PAGE))
  return json(200, {
    count: instances.length,
    self: url.href,
    next: from + PAGE < found.length ? next.href : null,
    instances,
  })
}

function tokenOf(offset: number): string {
  return Buffer.from(`from ${offset}`).toString('base64url')
}

function offsetOf(token: string | null): number | undefined {
  if (token === null) return 0
  const digits = /^from ([0-9]{1,6})$/.exec(Buffer.from(token, 'base64url').toString('latin1'))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function formOf({ id, appId, created }: Instance): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<skjema app="${appId}" instans="${id}" opprettet="${created}"/>\n`
}

function problem(status: number, detail: string, headers: Record<string, string> = {}): HttpResponse {
  return json(status, { status, detail }, { 'content-type': 'application/problem+json', ...headers })
}
