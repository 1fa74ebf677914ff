import { KNOWN_SCOPES } from './known-scopes.js'
import type {
  Access,
  Client,
  Consent,
  Delegation,
  RegisteredSystem,
  Scope,
  SystemUser,
  SystemUserRequest,
} from './state.js'

/** The synthetic organisation that two of the clients belong to. */
export const CONSUMER = '310904473'
/** The synthetic supplier, which has a client of its own and no access but what is delegated to it. */
export const SUPPLIER = '313725138'

/** Prefixes that an organisation may make scopes under, beside those of the scopes that it owns already. */
export const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  [CONSUMER]: ['sandkasse', 'demo'],
  [SUPPLIER]: ['leverandor'],
}

/** The clients' ids, the same in every sandbox, so that a configuration may be kept. */
export const CLIENT_IDS = {
  /** Belongs to 310904473 and signs with a virksomhetssertifikat. */
  certificate: '5a4db0c5-0001-4000-8000-310904473001',
  /** Belongs to 310904473 and signs with a registered key. */
  key: '5a4db0c5-0002-4000-8000-310904473002',
  /** Belongs to the supplier 313725138 and signs with a virksomhetssertifikat. */
  supplier: '5a4db0c5-0003-4000-8000-313725138001',
} as const

/** The id of the consent that 21818297804 has given 310904473. */
export const CONSENT_ID = '5a4db0c5-00c0-4000-8000-000000000001'

/** A synthetic organisation that owns the scopes made for tests. */
export const SCOPE_OWNER = '314250052'

/** Where a scope made for tests may be delegated. */
const ALTINN_SOURCE = 'https://tt02.altinn.no/'

const DELEGABLE = KNOWN_SCOPES.filter(({ delegationSource }) => delegationSource !== undefined)
/** Scopes that belong to whoever holds them. */
const OWN = KNOWN_SCOPES.filter(({ delegationSource }) => delegationSource === undefined)

/** Scopes that are there to be refused, and one that is open to everyone. */
export const TEST_SCOPES = {
  /** Every client has it and everyone may use it. */
  open: 'sandkasse:apen',
  /** Exists, and no client has it: MP-200. */
  unregistered: 'sandkasse:uregistrert',
  /** Every client has it, and it is for ID-porten's clients: MP-201. */
  otherIntegration: 'sandkasse:idporten',
  /** Every client has it, and its owner has let nobody use it: MP-250. */
  noAccess: 'sandkasse:utentilgang',
  /** The consumer may use and delegate it, and has not delegated it: MP-251. */
  undelegated: 'sandkasse:udelegert',
} as const

/** What Maskinporten and Altinn know when a sandbox is new. */
export function makeRegistry(madeAt: number): {
  clients: Client[]
  scopes: Scope[]
  access: Access[]
  delegations: Delegation[]
  systems: RegisteredSystem[]
  system_requests: SystemUserRequest[]
  system_users: SystemUser[]
  consents: Consent[]
} {
  return {
    clients: makeClients(),
    scopes: makeScopes(),
    access: makeAccess(),
    delegations: DELEGABLE.map(({ name }) => ({
      scope: name,
      consumer_orgno: CONSUMER,
      supplier_orgno: SUPPLIER,
    })),
    systems: [makeSystem()],
    system_requests: [],
    system_users: makeSystemUsers(),
    consents: [makeConsent(madeAt)],
  }
}

function makeClients(): Client[] {
  const scopes = [
    ...KNOWN_SCOPES.map(({ name }) => name),
    TEST_SCOPES.open,
    TEST_SCOPES.otherIntegration,
    TEST_SCOPES.noAccess,
    TEST_SCOPES.undelegated,
  ]
  const common = {
    integration_type: 'maskinporten',
    onbehalfof: [],
    keys: [],
    access_token_lifetime: 0,
    active: true,
  }
  const client = (client_id: string, client_name: string, orgnr: string, auth: Client['auth']): Client => ({
    client_id,
    client_name,
    description: client_name,
    orgnr,
    auth,
    scopes: [...scopes],
    ...structuredClone(common),
  })
  return [
    client(CLIENT_IDS.certificate, 'Sandkasse med virksomhetssertifikat', CONSUMER, 'x5c'),
    client(CLIENT_IDS.key, 'Sandkasse med registrert nøkkel', CONSUMER, 'kid'),
    {
      ...client(CLIENT_IDS.supplier, 'Sandkasseleverandør', SUPPLIER, 'x5c'),
      onbehalfof: [{ onbehalfof: 'sandkassekunde', name: 'Sandkassekunde', orgno: CONSUMER }],
    },
  ]
}

function makeScopes(): Scope[] {
  const scope = (name: string, owner_orgno: string, more: Partial<Scope> = {}): Scope => ({
    name,
    description: name,
    owner_orgno,
    at_max_age: 0,
    allowed_integration_types: ['maskinporten'],
    accessible_for_all: false,
    active: true,
    ...more,
  })
  return [
    ...KNOWN_SCOPES.map(({ name, owner, delegationSource: source }) =>
      scope(name, owner, source === undefined ? {} : { delegation_source: source }),
    ),
    scope(TEST_SCOPES.open, SCOPE_OWNER, { accessible_for_all: true }),
    scope(TEST_SCOPES.unregistered, SCOPE_OWNER),
    scope(TEST_SCOPES.otherIntegration, SCOPE_OWNER, {
      allowed_integration_types: ['idporten'],
      accessible_for_all: true,
    }),
    scope(TEST_SCOPES.noAccess, SCOPE_OWNER),
    scope(TEST_SCOPES.undelegated, SCOPE_OWNER, { delegation_source: ALTINN_SOURCE }),
  ]
}

function makeAccess(): Access[] {
  const consumers = [...KNOWN_SCOPES.map(({ name }) => name), TEST_SCOPES.undelegated]
  return [
    ...consumers.map((scope) => ({ scope, consumer_orgno: CONSUMER })),
    ...OWN.map(({ name }) => ({ scope: name, consumer_orgno: SUPPLIER })),
  ]
}

/** The id of the supplier's system. */
const SYSTEM_ID = `${SUPPLIER}_sandkasse`

/** The supplier's system. It holds the supplier's own client alone, so that the others are free for systems of a person's own. */
function makeSystem(): RegisteredSystem {
  return {
    id: SYSTEM_ID,
    internalId: '5a4db0c5-0055-4000-8000-000000000001',
    vendor_orgno: SUPPLIER,
    name: { nb: 'Sandkasse', nn: 'Sandkasse', en: 'Sandbox' },
    description: {
      nb: 'Sandkassens eget system',
      nn: 'Sandkassa sitt eige system',
      en: 'The sandbox’s own system',
    },
    rights: [{ resource: [{ id: 'urn:altinn:resource', value: 'sandkasse-ressurs' }] }],
    accessPackages: [],
    clientId: [CLIENT_IDS.supplier],
    allowedRedirectUrls: [],
    isVisible: false,
    isDeleted: false,
    changes: [],
  }
}

/** 310904473 has accepted the supplier's system twice: once without a reference of the vendor's, once with. */
function makeSystemUsers(): SystemUser[] {
  const user = (id: string, externalRef: string): SystemUser => ({
    id,
    systemuser_org: CONSUMER,
    externalRef,
    system_id: SYSTEM_ID,
    client_ids: Object.values(CLIENT_IDS),
  })
  return [
    user('5a4db0c5-005e-4000-8000-000000000001', CONSUMER),
    user('5a4db0c5-005e-4000-8000-000000000002', 'kontrakt-42'),
  ]
}

function makeConsent(madeAt: number): Consent {
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString()
  return {
    id: CONSENT_ID,
    from: 'urn:altinn:person:identifier-no:21818297804',
    to: CONSUMER,
    consented: instant(madeAt),
    validTo: instant(madeAt + 365 * 24 * 60 * 60),
    consentRights: [
      {
        action: ['consent'],
        resource: [{ type: 'urn:altinn:resource', value: 'sandkasse-samtykke' }],
        metadata: { inntektsaar: '2025' },
      },
    ],
  }
}
