import { randomUUID } from 'node:crypto'
import type { HttpResponse } from '../../../../../src/protocol/http.js'
import { REFUSED_PACKAGES } from '../../../../../src/sandbox/altinn/systemuser/known-packages.js'
import { REFUSED_RESOURCES } from '../../../../../src/sandbox/altinn/systemuser/known-resources.js'
import { CLIENT_IDS } from '../../../../../src/sandbox/registry.js'
import {
  AGENT_REQUEST,
  changeOf,
  FOR_CLIENTS,
  GOOD_AGENT_REQUEST,
  GOOD_REQUEST,
  GOOD_SYSTEM,
  type Json,
  LISTED,
  OTHER_VENDOR,
  pack,
  REGISTER,
  REQUEST,
  right,
  SCOPES,
  SYSTEM,
  type Vendor,
} from './vendor.js'

/** A code of Altinn's that the sandbox gives because a rule is broken, and how it is broken. */
export interface Provoked {
  code: string
  status: number
  title: string
  /** Does what breaks the rule, and gives the answer to it. The vendor is new, and has nothing registered. */
  provoke(vendor: Vendor): Promise<HttpResponse>
}

const PAGE = 'http://127.0.0.1:8473/accessmanagement/ui/systemuser'

/** Every code that is really provoked: more than one row where there is more than one way. */
export const PROVOKED: readonly Provoked[] = [
  fault(0, 'a vendor that is no organisation', { vendor: { ID: '0192:310904474' } }),
  fault(0, 'a vendor without the prefix', { vendor: { ID: '310904473' } }),
  fault(1, 'an id that begins with another’s number', { id: `${OTHER_VENDOR}_regnskap` }),
  fault(2, 'an id that is there', {}, (vendor) => vendor.registered()),
  fault(2, 'an id that was there', {}, async (vendor) => {
    await (await vendor.registered()).get(200, 'DELETE', `${REGISTER}/${SYSTEM}`)
  }),
  fault(3, 'a resource that cannot be', { rights: [right('SKD MVA')] }),
  fault(3, 'a resource that is there to be refused', { rights: [right(REFUSED_RESOURCES.missing)] }),
  fault(4, 'a client of another system', { clientId: [CLIENT_IDS.supplier.toUpperCase()] }),
  fault(5, 'a redirect URL of plain http', { allowedRedirectUrls: ['http://regnskap.example/'] }),
  fault(6, 'a right twice', { rights: [right('skd-mva'), right('skd-mva')] }),
  fault(7, 'an access package twice', { accessPackages: [LISTED, LISTED] }),
  fault(8, 'an access package by its name alone', { accessPackages: [{ urn: 'skattnaering' }] }),
  fault(8, 'an access package that is not there', { accessPackages: [{ urn: REFUSED_PACKAGES.missing }] }),
  fault(8, 'an access package that may not be passed on', {
    accessPackages: [{ urn: REFUSED_PACKAGES.undelegable }],
  }),
  fault(9, 'a resource of another kind', { rights: [right('skd-mva', 'urn:altinn:app')] }),
  fault(11, 'a client twice', { clientId: [CLIENT_IDS.key, CLIENT_IDS.key.toUpperCase()] }),
  {
    code: 'AUTH.VLD-00012',
    status: 400,
    title: 'an id that is not the one in the address',
    provoke: async (vendor) => {
      await vendor.registered()
      return vendor.ask('PUT', `${REGISTER}/${SYSTEM}`, { ...GOOD_SYSTEM, id: `${SYSTEM}2` })
    },
  },
  fault(13, 'an id with a space in it', { id: `${SYSTEM} 2` }),
  fault(17, 'a resource that system users are not given', {
    rights: [right(REFUSED_RESOURCES.undelegable)],
  }),
  fault(18, 'a visible system with packages for clients', { isVisible: true }),
  asking(0, 400, 'a customer that is no organisation', { partyOrgNo: '314250053' }),
  asking(1, 400, 'a right that the system does not have', { rights: [right('skd-annet')] }),
  deciding(1, 400, 'a change with a right that the system has lost since', 'approve', async (vendor) => {
    const path = changeOf(await vendor.user())
    const change = await vendor.get(201, 'POST', path, { requiredRights: [right('nav-sykepenger')] })
    await vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}/rights`, [right('skd-mva')])
    return change
  }),
  deciding(3, 400, 'a disk that is full when a request is approved', 'approve', async (vendor) => {
    const request = await vendor.asked()
    vendor.disk.full = true
    return request
  }),
  asking(4, 400, 'a system user that is there', {}, (vendor) => vendor.user()),
  asking(6, 400, 'an accepted request whose system user is gone', {}, async (vendor) => {
    const { confirmUrl } = await vendor.asked('approve')
    await vendor.decide(confirmUrl, { decision: 'withdraw' })
  }),
  asking(7, 400, 'a request for clients that waits under the same names', {}, (vendor) =>
    vendor.askedForAgent(undefined, { externalRef: GOOD_REQUEST.externalRef }),
  ),
  {
    code: 'AUTH-00007',
    status: 400,
    title: 'a correlation id that waits',
    provoke: async (vendor) => {
      const path = changeOf(await (await vendor.registered()).user(), randomUUID())
      await vendor.get(201, 'POST', path, { requiredRights: [right('nav-sykepenger')] })
      return vendor.ask('POST', path, { requiredRights: [right('nav-sykepenger')] })
    },
  },
  asking(9, 400, 'a request that was rejected', {}, (vendor) => vendor.asked('reject')),
  ...['GET', 'DELETE'].map(
    (method): Provoked => ({
      code: 'AUTH-00010',
      status: 404,
      title: `a request that is not there, by ${method}`,
      provoke: (vendor) => vendor.ask(method, `${REQUEST}/${randomUUID()}`),
    }),
  ),
  asking(11, 404, 'a system that is not there', { systemId: `${SYSTEM}2` }),
  asking(11, 404, 'a system that is deleted', {}, (vendor) =>
    vendor.get(200, 'DELETE', `${REGISTER}/${SYSTEM}`),
  ),
  {
    code: 'AUTH-00011',
    status: 404,
    title: 'a system of another vendor’s',
    provoke: async (vendor) => {
      await vendor.registered()
      return vendor.ask('POST', REQUEST, GOOD_REQUEST, { orgnr: OTHER_VENDOR })
    },
  },
  asking(12, 404, 'a disk that is full', {}, async ({ disk }) => {
    disk.full = true
  }),
  {
    code: 'AUTH-00013',
    status: 409,
    title: 'a request that is decided on twice',
    provoke: async (vendor) => {
      const { confirmUrl } = await (await vendor.registered()).asked('reject')
      return vendor.decide(confirmUrl, { decision: 'approve' })
    },
  },
  {
    code: 'AUTH-00013',
    status: 409,
    title: 'a request that ran out half a year ago',
    provoke: async (vendor) => {
      const { confirmUrl } = await (await vendor.registered()).asked()
      vendor.clock.now += 180 * 24 * 60 * 60
      return vendor.decide(confirmUrl, { decision: 'approve' })
    },
  },
  deciding(14, 403, 'a right that the system has lost since', 'approve', async (vendor) => {
    const request = await vendor.asked()
    await vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}/rights`, [])
    return request
  }),
  deciding(15, 404, 'a system user that was deleted before', 'withdraw', async (vendor) => {
    const request = await vendor.asked('approve')
    await vendor.decide(request.confirmUrl, { decision: 'withdraw' })
    return request
  }),
  {
    code: 'AUTH-00015',
    status: 404,
    title: 'a change of a system user that is not there',
    provoke: (vendor) => vendor.ask('POST', changeOf(randomUUID()), { requiredRights: [right('skd-mva')] }),
  },
  {
    code: 'AUTH-00015',
    status: 404,
    title: 'a change of a system user for clients',
    provoke: async (vendor) => {
      await (await vendor.registered()).askedForAgent('approve')
      const path = changeOf(vendor.state.system_users.at(-1)?.id)
      return vendor.ask('POST', path, { requiredAccessPackages: [FOR_CLIENTS] })
    },
  },
  {
    code: 'AUTH-00016',
    status: 403,
    title: 'someone who approves without the rights',
    provoke: async (vendor) => {
      const { confirmUrl } = await (await vendor.registered()).asked()
      return vendor.decide(confirmUrl, { decision: 'approve', role: 'manager-without-rights' })
    },
  },
  deciding(17, 404, 'a system without a name in bokmål', 'approve', async (vendor) => {
    await vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}`, { ...GOOD_SYSTEM, name: { en: 'Accounts' } })
    return vendor.asked()
  }),
  asking(21, 400, 'a redirect URL that is not registered', { redirectUrl: 'https://regnskap.example/annet' }),
  {
    code: 'AUTH-00025',
    status: 400,
    title: 'a request of the customer’s own, asked for as one for clients',
    provoke: async (vendor) => {
      const { id } = await (await vendor.registered()).asked()
      return vendor.ask('GET', `${AGENT_REQUEST}/${id}`)
    },
  },
  asking(26, 400, 'a redirect URL at a system without any', { redirectUrl: 'https://a.example/' }, (vendor) =>
    vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}`, { ...GOOD_SYSTEM, allowedRedirectUrls: [] }),
  ),
  {
    code: 'AUTH-00030',
    status: 404,
    title: 'the page of a request for clients that is not there',
    provoke: (vendor) => vendor.look(`${PAGE}/agentrequest?id=${randomUUID()}`),
  },
  ...(
    [
      ['AUTH-00041', 'asked'],
      ['AUTH-00042', 'askedForAgent'],
    ] as const
  ).map(
    ([code, ask]): Provoked => ({
      code,
      status: 403,
      title: `a decision of another organisation’s (${ask})`,
      provoke: async (vendor) => {
        const { confirmUrl } = await (await vendor.registered())[ask]()
        return vendor.decide(confirmUrl, { decision: 'approve', party: OTHER_VENDOR })
      },
    }),
  ),
  deciding(51, 400, 'an access package that the system has lost since', 'approve', async (vendor) => {
    const request = await vendor.askedForAgent()
    await vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}/accesspackages`, [LISTED])
    return request
  }),
  {
    code: 'AUTH-00053',
    status: 400,
    title: 'someone who approves without the access packages',
    provoke: async (vendor) => {
      const { confirmUrl } = await (await vendor.registered()).askedForAgent()
      return vendor.decide(confirmUrl, { decision: 'approve', role: 'manager-without-rights' })
    },
  },
  deciding(56, 400, 'a disk that is full when a system user is deleted', 'withdraw', async (vendor) => {
    const request = await vendor.asked('approve')
    vendor.disk.full = true
    return request
  }),
  askingForAgent(58, 'nothing for clients', { accessPackages: [] }),
  asking(59, 400, 'nothing at all', { rights: [] }),
  {
    code: 'AUTH-00060',
    status: 404,
    title: 'a disk that is full when a request is deleted',
    provoke: async (vendor) => {
      const { id } = await (await vendor.registered()).asked()
      vendor.disk.full = true
      return vendor.ask('DELETE', `${REQUEST}/${id}`)
    },
  },
  deciding(60, 404, 'a disk that is full when a request is rejected', 'reject', async (vendor) => {
    const request = await vendor.asked()
    vendor.disk.full = true
    return request
  }),
  {
    code: 'AUTH-00061',
    status: 409,
    title: 'a correlation id that has served',
    provoke: async (vendor) => {
      const path = changeOf(await (await vendor.registered()).user(), randomUUID())
      const wanted = { requiredRights: [right('nav-sykepenger')] }
      const { confirmUrl } = await vendor.get(201, 'POST', path, wanted)
      await vendor.decide(confirmUrl, { decision: 'approve' })
      return vendor.ask('POST', path, wanted)
    },
  },
  asking(63, 400, 'an access package that the system does not have', { accessPackages: [pack('jordbruk')] }),
  asking(64, 400, 'an access package for clients', { accessPackages: [FOR_CLIENTS] }),
  {
    code: 'AUTH-00066',
    status: 403,
    title: 'someone who approves and is no access manager',
    provoke: async (vendor) => {
      const { confirmUrl } = await (await vendor.registered()).asked()
      return vendor.decide(confirmUrl, { decision: 'approve', role: 'employee' })
    },
  },
  askingForAgent(65, 'an access package of the customer’s own for clients', { accessPackages: [LISTED] }),
]

/** A system that breaks one rule of the register's. */
function fault(
  number: number,
  title: string,
  more: Json,
  before: (vendor: Vendor) => Promise<unknown> = async () => {},
): Provoked {
  return {
    code: `AUTH.VLD-${`${number}`.padStart(5, '0')}`,
    status: 400,
    title,
    provoke: async (vendor) => {
      await before(vendor)
      return vendor.ask('POST', REGISTER, { ...GOOD_SYSTEM, ...more }, { scope: SCOPES.register })
    },
  }
}

/** A request, of a registered system, that breaks one rule. */
function asking(
  number: number,
  status: number,
  title: string,
  more: Json,
  before: (vendor: Vendor) => Promise<unknown> = async () => {},
): Provoked {
  return {
    code: `AUTH-${`${number}`.padStart(5, '0')}`,
    status,
    title,
    provoke: async (vendor) => {
      await before(await vendor.registered())
      return vendor.ask('POST', REQUEST, { ...GOOD_REQUEST, ...more }, { scope: SCOPES.write })
    },
  }
}

/** A decision about a request of a registered system’s that comes when it cannot be. */
function deciding(
  number: number,
  status: number,
  title: string,
  decision: 'approve' | 'reject' | 'withdraw',
  request: (vendor: Vendor) => Promise<Json>,
): Provoked {
  return {
    code: `AUTH-${`${number}`.padStart(5, '0')}`,
    status,
    title,
    provoke: async (vendor) => {
      const { confirmUrl } = await request(await vendor.registered())
      return vendor.decide(confirmUrl, { decision })
    },
  }
}

function askingForAgent(number: number, title: string, more: Json): Provoked {
  return {
    code: `AUTH-${`${number}`.padStart(5, '0')}`,
    status: 400,
    title,
    provoke: async (vendor) => {
      await vendor.registered()
      return vendor.ask('POST', AGENT_REQUEST, { ...GOOD_AGENT_REQUEST, ...more })
    },
  }
}

/** The codes of Altinn's in an answer. */
export function codesIn({ body }: HttpResponse): string[] {
  const { code, validationErrors } = JSON.parse(body)
  return validationErrors === undefined ? [code] : validationErrors.map((it: { code: string }) => it.code)
}
