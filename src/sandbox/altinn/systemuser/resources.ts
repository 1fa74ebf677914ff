import type { Handler } from '../../answer.js'
import type { Office } from '../../office.js'
import { askForChange } from './change-requests.js'
import { receptionHandler } from './reception.js'
import { askForUser, deleteRequest, findRequest, listRequests, showRequest } from './requests.js'
import { ADMIN } from './system-of.js'
import {
  deleteSystem,
  listChanges,
  listSystems,
  registerSystem,
  replacePackages,
  replaceRights,
  replaceSystem,
  showSystem,
} from './systems.js'
import { findUser, listUsers } from './users.js'
import type { Resource, Verb } from './visit.js'

const BASE = '/authentication/api/v1'
const REGISTER = { scopes: ['altinn:authentication/systemregister.write', ADMIN] }
const ASK = { scopes: ['altinn:authentication/systemuser.request.write'] }
const READ = { scopes: ['altinn:authentication/systemuser.request.read'] }

const register = (serve: Verb['serve'], takes?: Verb['takes']): Verb => ({
  ...REGISTER,
  serve,
  ...(takes && { takes }),
})
const ask = (serve: Verb['serve']): Verb => ({ ...ASK, takes: 'object', serve })
const own = (serve: Verb['serve']): Verb => ({ ...ASK, serve })
const read = (serve: Verb['serve']): Verb => ({ ...READ, serve })

/** The API's resources (Altinn: system register, system user). The first whose path fits answers. */
const RESOURCES: readonly Resource[] = [
  {
    path: /^\/systemregister\/vendor$/i,
    verbs: { GET: register(listSystems), POST: register(registerSystem, 'object') },
  },
  {
    path: /^\/systemregister\/vendor\/([^/]+)$/i,
    verbs: {
      GET: register(showSystem),
      PUT: register(replaceSystem, 'object'),
      DELETE: register(deleteSystem),
    },
  },
  { path: /^\/systemregister\/vendor\/([^/]+)\/rights$/i, verbs: { PUT: register(replaceRights, 'list') } },
  {
    path: /^\/systemregister\/vendor\/([^/]+)\/accesspackages$/i,
    verbs: { PUT: register(replacePackages, 'list') },
  },
  { path: /^\/systemregister\/vendor\/([^/]+)\/changelog$/i, verbs: { GET: register(listChanges) } },
  { path: /^\/systemuser\/request\/vendor$/i, verbs: { POST: ask(askForUser('standard')) } },
  { path: /^\/systemuser\/request\/vendor\/agent$/i, verbs: { POST: ask(askForUser('agent')) } },
  {
    path: /^\/systemuser\/request\/vendor\/byexternalref\/([^/]+)\/([^/]+)\/([^/]+)$/i,
    verbs: { GET: read(findRequest('standard')) },
  },
  {
    path: /^\/systemuser\/request\/vendor\/agent\/byexternalref\/([^/]+)\/([^/]+)\/([^/]+)$/i,
    verbs: { GET: read(findRequest('agent')) },
  },
  {
    path: /^\/systemuser\/request\/vendor\/bysystem\/([^/]+)$/i,
    verbs: { GET: read(listRequests('standard')) },
  },
  {
    path: /^\/systemuser\/request\/vendor\/agent\/bysystem\/([^/]+)$/i,
    verbs: { GET: read(listRequests('agent')) },
  },
  { path: /^\/systemuser\/request\/vendor\/agent\/([^/]+)$/i, verbs: { GET: read(showRequest('agent')) } },
  {
    path: /^\/systemuser\/request\/vendor\/([^/]+)$/i,
    verbs: { GET: read(showRequest('standard')), DELETE: own(deleteRequest('standard', 'agent')) },
  },
  { path: /^\/systemuser\/changerequest\/vendor$/i, verbs: { POST: ask(askForChange) } },
  {
    path: /^\/systemuser\/changerequest\/vendor\/byexternalref\/([^/]+)\/([^/]+)\/([^/]+)$/i,
    verbs: { GET: read(findRequest('change')) },
  },
  {
    path: /^\/systemuser\/changerequest\/vendor\/bysystem\/([^/]+)$/i,
    verbs: { GET: read(listRequests('change')) },
  },
  {
    path: /^\/systemuser\/changerequest\/vendor\/([^/]+)$/i,
    verbs: { GET: read(showRequest('change')), DELETE: own(deleteRequest('change')) },
  },
  { path: /^\/systemuser\/vendor\/byquery$/i, verbs: { GET: own(findUser) } },
  { path: /^\/systemuser\/vendor\/bysystem\/([^/]+)$/i, verbs: { GET: register(listUsers) } },
]

/** A vendor's side of Altinn's system register and system users. */
export function systemUserHandler(office: Office): Handler {
  return receptionHandler(BASE, RESOURCES, office)
}
