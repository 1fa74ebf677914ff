import { jwksHandler } from '../jwks.js'
import type { Office } from '../office.js'
import type { Route } from '../routes.js'
import { exchangeHandler } from './exchange.js'
import { EXCHANGE_PATH } from './exchange-refusals.js'
import { OPENID_PATH, openidHandler } from './openid.js'
import { INSTANCE_PATH, instanceHandler, instancesHandler, STORAGE } from './storage.js'
import { systemUserRoutes } from './systemuser/routes.js'

const READ = ['GET', 'HEAD']

/** What the sandbox has of Altinn: the exchange, the keys that verify its tokens, a sample of storage, and the system register with its system users. */
export function altinnRoutes(court: Office): Route[] {
  return [
    { path: EXCHANGE_PATH, methods: ['GET'], handle: exchangeHandler(court) },
    { path: OPENID_PATH, methods: READ, handle: openidHandler(court.origin) },
    { path: `${OPENID_PATH}/jwks`, methods: READ, handle: jwksHandler(court.state) },
    { path: `${STORAGE}/instances`, methods: READ, handle: instancesHandler(court) },
    { path: INSTANCE_PATH, methods: READ, handle: instanceHandler(court) },
    ...systemUserRoutes(court),
  ]
}
