import { type Handler, json, unstored } from '../answer.js'

/** Names of this machine. A page of somebody else's, whose name was made to lead here, comes with its own (DNS rebinding). */
const NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** Serves those alone who call this machine by a name of its own, as no other site's page can. */
export function forThisMachine(origin: string, handle: Handler): Handler {
  const { port } = new URL(origin)
  const hosts = NAMES.map((name) => (port === '' ? name : `${name}:${port}`))
  return async (request) => {
    if (hosts.includes(request.headers.host ?? '')) return unstored(await handle(request))
    return refused('This page answers to the names of this machine alone.')
  }
}

/** Serves the sandbox's own page and programs, and no other site's page: a browser says whose page it is (Fetch Metadata). */
export function forOwnPages(handle: Handler): Handler {
  return async (request) => {
    const { host = '', origin, 'sec-fetch-site': site = 'none' } = request.headers
    const isOwn =
      ['same-origin', 'none'].includes(site) && (origin === undefined || origin === `http://${host}`)
    return isOwn ? handle(request) : refused('This is for the sandbox’s own page.')
  }
}

function refused(description: string): Awaited<ReturnType<Handler>> {
  return json(403, { error: 'access_denied', error_description: description })
}
