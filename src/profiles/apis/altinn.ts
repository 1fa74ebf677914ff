import { type Api, readWrite, type ScopeRule, scopes } from './api.js'

const DOCS = 'https://docs.altinn.studio'
const STUDIO_DOCS = 'Altinn/altinn-studio-docs'
const SCOPE_LIST = 'api/authentication/digdirscopes'

/** The system register and system users: what each path asks for. */
const SYSTEM_SCOPES: readonly ScopeRule[] = [
  ...at('/systemregister', 'altinn:authentication/systemregister.write'),
  ...at('/systemregister', 'altinn:authentication/systemregister.admin'),
  ...requests('/systemuser/request'),
  ...requests('/systemuser/changerequest'),
  ...at('/systemuser/vendor/byquery', 'altinn:authentication/systemuser.request.write'),
  ...at('/systemuser/vendor/bysystem', 'altinn:authentication/systemregister.write'),
  ...under(
    '/enduser/systemuser',
    readWrite('altinn:clientdelegations.read', 'altinn:clientdelegations.write'),
  ),
]

/** Altinn's platform APIs (docs.altinn.studio, and the source of the services where they say what token they take). */
export const ALTINN: readonly Api[] = [
  {
    name: 'altinn-storage',
    title: 'Altinn Storage (instances)',
    base: { platform: '/storage/api/v1' },
    scopes: [
      ...readWrite('altinn:serviceowner/instances.read', 'altinn:serviceowner/instances.write'),
      ...readWrite('altinn:instances.read', 'altinn:instances.write'),
    ],
    token: 'altinn',
    docs: `${DOCS}/api/storage/spec/`,
    source: `${STUDIO_DOCS}: api/storage, ${SCOPE_LIST}`,
  },
  {
    name: 'altinn-events',
    title: 'Altinn Events',
    base: { platform: '/events/api/v1' },
    scopes: [
      ...scopes('altinn:events.subscribe'),
      { scope: 'altinn:events.publish', when: { methods: 'write' } },
      { scope: 'altinn:events.publish.admin', when: { methods: 'write' } },
    ],
    token: 'altinn',
    docs: `${DOCS}/en/events/subscribe-to-events/get-started/api-access/`,
    source: `${STUDIO_DOCS}: events, ${SCOPE_LIST}`,
  },
  {
    name: 'altinn-notifications',
    title: 'Altinn Notifications',
    base: { platform: '/notifications/api/v1' },
    scopes: [
      ...scopes('altinn:serviceowner/notifications.create'),
      { scope: 'altinn:serviceowner/notifications.read', when: { methods: 'read' } },
    ],
    token: 'altinn',
    docs: `${DOCS}/en/notifications/reference/`,
    source: `${STUDIO_DOCS}: notifications, ${SCOPE_LIST}`,
  },
  {
    name: 'altinn-correspondence',
    title: 'Altinn Correspondence',
    base: { platform: '/correspondence/api/v1' },
    scopes: readWrite('altinn:correspondence.read', 'altinn:correspondence.write'),
    token: 'either',
    docs: `${DOCS}/api/correspondence`,
    source: 'Altinn/altinn-correspondence: the controllers, Auth/DependencyInjection.cs',
  },
  {
    name: 'altinn-broker',
    title: 'Altinn Broker (file transfer)',
    base: { platform: '/broker/api/v1' },
    scopes: readWrite('altinn:broker.read', 'altinn:broker.write'),
    token: 'either',
    docs: `${DOCS}/api/broker/spec/`,
    source: 'Altinn/altinn-broker: the controllers, Program.cs',
  },
  {
    name: 'altinn-dialogporten',
    title: 'Dialogporten',
    base: { platform: '/dialogporten/api/v1' },
    scopes: [
      ...scopes('digdir:dialogporten.serviceprovider', 'digdir:dialogporten'),
      { scope: 'digdir:dialogporten.serviceprovider.search', when: { methods: 'read' } },
    ],
    token: 'maskinporten',
    docs: `${DOCS}/en/dialogporten/user-guides/authenticating/`,
    source: `${STUDIO_DOCS}: dialogporten, ${SCOPE_LIST}`,
  },
  {
    name: 'altinn-resourceregistry',
    title: 'Altinn Resource Registry',
    base: { platform: '/resourceregistry/api/v1' },
    scopes: [
      ...readWrite('altinn:resourceregistry/resource.read', 'altinn:resourceregistry/resource.write'),
      ...scopes('altinn:resourceregistry/resource.admin'),
    ],
    docs: `${DOCS}/api/resourceregistry/spec/`,
    source: `${STUDIO_DOCS}: api/resourceregistry, ${SCOPE_LIST}`,
  },
  {
    name: 'altinn-authentication',
    title: 'Altinn Authentication (system register, system users)',
    base: { platform: '/authentication/api/v1' },
    scopes: SYSTEM_SCOPES,
    token: 'either',
    docs: `${DOCS}/nb/api/authentication/systemuserapi/`,
    source:
      'Altinn/altinn-authentication: SystemRegister-, RequestSystemUser- and ChangeRequestSystemUserController; altinn-studio-docs: api/authentication/systemuserapi',
  },
  {
    name: 'altinn-accessmanagement',
    title: 'Altinn Access Management',
    base: { platform: '/accessmanagement/api/v1' },
    scopes: scopes(
      'altinn:accessmanagement/authorizedparties',
      'altinn:accessmanagement/authorizedparties.resourceowner',
      'altinn:accessmanagement/authorizedparties.admin',
    ),
    docs: `${DOCS}/en/api/accessmanagement/`,
    source: `${STUDIO_DOCS}: api/accessmanagement, ${SCOPE_LIST}`,
  },
]

function requests(path: string): ScopeRule[] {
  const [read, write] = ['read', 'write'].map((verb) => `altinn:authentication/systemuser.request.${verb}`)
  return under(path, readWrite(read as string, write as string))
}

function at(path: string, scope: string): ScopeRule[] {
  return under(path, scopes(scope))
}

function under(path: string, rules: readonly ScopeRule[]): ScopeRule[] {
  return rules.map(({ scope, when }) => ({ scope, when: { ...when, path } }))
}
