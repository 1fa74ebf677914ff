import type { ApiCourt } from '../bearer.js'
import { jwksHandler } from '../jwks.js'
import type { Route } from '../routes.js'
import { exchangeHandler } from './exchange.js'
import { EXCHANGE_PATH } from './exchange-refusals.js'
import { OPENID_PATH, openidHandler } from './openid.js'
import { INSTANCE_PATH, instanceHandler, instancesHandler, STORAGE } from './storage.js'

const READ = ['GET', 'HEAD']

/** What the sandbox has of Altinn: the exchange, the keys that verify its tokens, and a sample of storage. */
export function altinnRoutes(court: ApiCourt): Route[] {
  return [
    { path: EXCHANGE_PATH, methods: ['GET'], handle: exchangeHandler(court) },
    { path: OPENID_PATH, methods: READ, handle: openidHandler(court.origin) },
    { path: `${OPENID_PATH}/jwks`, methods: READ, handle: jwksHandler(court.state) },
    { path: `${STORAGE}/instances`, methods: READ, handle: instancesHandler(court) },
    { path: INSTANCE_PATH, methods: READ, handle: instanceHandler(court) },
  ]
}
