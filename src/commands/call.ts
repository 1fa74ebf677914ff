import { MpError } from '../errors.js'
import { planGrant } from '../flows/plan-grant.js'
import type { Host } from '../host.js'
import { aim } from '../profiles/aim.js'
import { apiRequest } from '../protocol/api-request.js'
import type { Grant } from '../protocol/grant.js'
import { fetchAnswer } from './call/answer.js'
import { type OpenedBody, openBody } from './call/body.js'
import { interruption } from './call/interruption.js'
import { listCallable } from './call/list.js'
import { callPages } from './call/pages.js'
import { apiPorts } from './call/ports.js'
import { type CacheOptions, readCache } from './options/cache.js'
import { type CallOptions, readCall } from './options/call.js'
import type { RawOptions } from './options/option.js'
import { type Settled, settle } from './prepare.js'
import { renderCurl } from './render/curl.js'

/** `mp call`: calls an API with a token, and hands its answer on. */
export async function runCall(raw: RawOptions, host: Host, [target]: readonly string[]): Promise<undefined> {
  const options = readCall(raw, host.cwd)
  const cache = readCache(raw)
  if (options.list) return listCallable(raw, host)
  if (target === undefined)
    throw new MpError('MP_USAGE', '<target> is missing: a URL, or <api>/<path> as mp call --list shows them')
  const going = options.curl ? 'stay' : 'reach'
  const settled = await settle(raw, host, going)
  try {
    const { url, resolved } = aim(settled.resolved, target, options.method)
    if (options.curl) return printCurl(url, options, host)
    await place(url, options, { ...settled, resolved, ...planGrant(resolved), cache }, host)
  } finally {
    await settled.release()
  }
}

/** Where a call goes is settled, and what its token is asked for with. */
interface Aimed extends Settled {
  grant: Grant
  cache: CacheOptions
}

async function place(url: string, options: CallOptions, aimed: Aimed, host: Host): Promise<void> {
  const body = options.body && (await openBody(options.body, host))
  const call = { ...requestOf(url, options, body, host), ...(body && { body: body.source }) }
  const ports = { ...apiPorts(aimed, aimed.cache, host), interrupted: interruption(host) }
  if (options.pages) await callPages(call, options, options.pages, { ...aimed, ...ports }, host)
  else await fetchAnswer(call, options, { ...aimed, ...ports }, host)
}

function requestOf(
  url: string,
  { method, headers }: CallOptions,
  body: Pick<OpenedBody, 'contentType'> | undefined,
  host: Host,
) {
  const own = { userAgent: `maskinporten-cli/${host.version()}` }
  return apiRequest({ method, url }, { ...own, ...(body && { contentType: body.contentType }) }, headers)
}

/** The body is not opened: a command is printed, and nothing is sent. */
async function printCurl(url: string, options: CallOptions, host: Host): Promise<undefined> {
  const { body, include } = options
  const opened = body && body.kind !== 'stdin' ? await openBody(body, host) : undefined
  host.stdout(renderCurl({ ...requestOf(url, options, opened, host), body, include }))
}
