import type { Office } from '../office.js'
import type { Route } from '../routes.js'
import { grantAccess, listAccess, listOwnAccess, revokeAccess } from './access.js'
import { BASE, BELOW_BASE } from './base.js'
import {
  createClient,
  deactivateClient,
  listClients,
  replaceClient,
  rotateSecret,
  showClient,
} from './clients.js'
import { listDelegationSources } from './delegation-sources.js'
import { listKeys, removeKeys, replaceKeys } from './keys.js'
import {
  addOnBehalfOf,
  listOnBehalfOf,
  removeOnBehalfOf,
  replaceOnBehalfOf,
  showOnBehalfOf,
} from './onbehalfof.js'
import { receptionHandler } from './reception.js'
import {
  createScope,
  deactivateScope,
  listPrefixes,
  listPublicScopes,
  listScopes,
  replaceScope,
} from './scopes.js'
import type { Resource, Verb, Visit } from './visit.js'

type Serve = (visit: Visit) => ReturnType<Extract<Verb, { scopes: readonly string[] }>['serve']>

const CLIENT_READ = { scopes: ['idporten:dcr.read', 'idporten:dcr.write'] }
const CLIENT_WRITE = { scopes: ['idporten:dcr.write'] }
const SCOPE_READ = { scopes: ['idporten:scopes.write', 'idporten:scopes.read'] }
const SCOPE_WRITE = { scopes: ['idporten:scopes.write'] }

const see = (serve: Serve): Verb => ({ ...CLIENT_READ, serve })
const change = (serve: Serve): Verb => ({ ...CLIENT_WRITE, serve })
const send = (serve: Serve): Verb => ({ ...CLIENT_WRITE, takesBody: true, serve })
const own = (verb: Verb): Verb => ({ ...verb, own: true })

/** The API's resources (Digdir: self-service API). The first whose path fits answers. */
const RESOURCES: readonly Resource[] = [
  { path: /^\/clients$/, verbs: { GET: see(listClients), POST: send(createClient) } },
  {
    path: /^\/clients\/([^/]+)$/,
    verbs: { GET: own(see(showClient)), PUT: own(send(replaceClient)), DELETE: change(deactivateClient) },
  },
  { path: /^\/clients\/([^/]+)\/secret$/, verbs: { POST: change(rotateSecret) } },
  {
    path: /^\/clients\/([^/]+)\/jwks$/,
    verbs: {
      GET: own(see(listKeys)),
      POST: own(send(replaceKeys(201))),
      PUT: own(send(replaceKeys(200))),
      DELETE: own(change(removeKeys)),
    },
  },
  {
    path: /^\/clients\/([^/]+)\/onbehalfof$/,
    verbs: { GET: see(listOnBehalfOf), POST: send(addOnBehalfOf) },
  },
  {
    path: /^\/clients\/([^/]+)\/onbehalfof\/([^/]+)$/,
    verbs: { GET: see(showOnBehalfOf), PUT: send(replaceOnBehalfOf), DELETE: change(removeOnBehalfOf) },
  },
  {
    path: /^\/scopes$/,
    verbs: {
      GET: { ...SCOPE_READ, serve: listScopes },
      POST: { ...SCOPE_WRITE, takesBody: true, serve: createScope },
      PUT: { ...SCOPE_WRITE, takesBody: true, serve: replaceScope },
      DELETE: { ...SCOPE_WRITE, serve: deactivateScope },
    },
  },
  { path: /^\/scopes\/all$/, verbs: { GET: { serveAnyone: listPublicScopes } } },
  { path: /^\/scopes\/access$/, verbs: { GET: { ...SCOPE_READ, serve: listAccess } } },
  { path: /^\/scopes\/access\/all$/, verbs: { GET: { ...SCOPE_READ, serve: listOwnAccess } } },
  {
    path: /^\/scopes\/access\/([^/]+)$/,
    verbs: { PUT: { ...SCOPE_WRITE, serve: grantAccess }, DELETE: { ...SCOPE_WRITE, serve: revokeAccess } },
  },
  { path: /^\/prefix$/, verbs: { GET: { ...SCOPE_READ, serve: listPrefixes } } },
  { path: /^\/delegationsources$/, verbs: { GET: { serveAnyone: listDelegationSources } } },
]

/** Digdir's self-service API below `/api/v1`: what it changes holds at once, for `/token` too. */
export function selfserviceRoutes(office: Office): Route[] {
  return [{ path: BELOW_BASE, handle: receptionHandler(BASE, RESOURCES, office) }]
}
