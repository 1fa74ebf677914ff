/** Organisation numbers of those who own the scopes. */
const BRREG = '974760673'
const SKATTEETATEN = '974761076'
const DIGDIR = '991825827'

const ALTINN_SOURCE = 'https://tt02.altinn.no/'

/** Scopes of one owner. Those with a source may be delegated to a supplier; the others belong to whoever holds them. */
interface ScopeGroup {
  owner: string
  /** What the names have in common, the separator with it. */
  prefix: string
  names: readonly string[]
  delegationSource?: string
}

/** The scopes of the APIs that mp knows, all of which the sandbox's consumer has access to. */
const GROUPS: readonly ScopeGroup[] = [
  // Brønnøysundregistrene: Løsøreregisteret, Ektepaktregisteret, mottak, reelle rettighetshavere, Enhetsregisteret
  {
    owner: BRREG,
    prefix: 'brreg:',
    delegationSource: ALTINN_SOURCE,
    names: [
      'losore/utlegg',
      'losore/tlg',
      'ektepakt/tlg',
      'mottak',
      'reelle/offentlig',
      'reelle/rapporteringspliktig',
      'reelle/rapporteringspliktig.begrenset',
      'reelle/media',
      'reelle/sivilsamfunnsorganisasjon',
      'reelle/hoeyereutdanningsinstitusjon',
      'data:enhetsregisteret:roller:person:oppslag:fnr',
    ],
  },
  // Digdir: krr_scopes
  {
    owner: DIGDIR,
    prefix: 'krr:global/',
    delegationSource: ALTINN_SOURCE,
    names: ['kontaktinformasjon.read', 'digitalpost.read'],
  },
  // Skatteetaten: Folkeregisteret, pakobling-til-freg
  {
    owner: SKATTEETATEN,
    prefix: 'folkeregister:deling/',
    delegationSource: ALTINN_SOURCE,
    names: [
      'offentligmedhjemmel',
      'offentligmedhjemmel.segmentansvarlig',
      'offentligutenhjemmel',
      'privatutenhjemmel',
      'privat',
      'privatutenfolkeregisteridentifikator',
      'finans',
      'presse',
      'presseutenfolkeregisteridentifikator',
      'utstedereid',
    ],
  },
  // Skatteetaten: api-dokumentasjon, docs/api
  {
    owner: SKATTEETATEN,
    prefix: 'skatteetaten:',
    delegationSource: ALTINN_SOURCE,
    names: [
      'inntekt',
      'inntektsmottakere',
      'tjenestepensjonsavtale',
      'kravogbetalinger',
      'beregnetskattupersonlig',
      'naeringsspesifikasjon',
      'formuesobjektfasteiendom',
      'mvameldingvalidering',
      'mvameldinginnsending',
      'innrapporteringamelding',
      'innrapporteringaksjonaerregisteroppgave',
      'forskudd',
      'formueinntekt/skattemelding',
      'skattdialogdokument',
      'innrapporteringboligselskap',
      'innrapporteringinnskuddutlaanrenter',
      'innrapporteringgodtgjoeringopphaveraandsverk',
    ],
  },
  // Altinn: digdirscopes, service owners
  {
    owner: DIGDIR,
    prefix: 'altinn:',
    names: [
      'serviceowner',
      'serviceowner/instances.read',
      'serviceowner/instances.write',
      'serviceowner/notifications.create',
      'serviceowner/notifications.read',
      'serviceowner/events',
      'serviceowner/organizations',
      'serviceowner/reportees',
      'serviceowner/rolesandrights',
      'serviceowner/srr.read',
      'serviceowner/srr.write',
      'serviceowner/consents',
      'serviceowner/delegationrequests.read',
      'serviceowner/delegationrequests.write',
    ],
  },
  // Altinn: digdirscopes, the others
  {
    owner: DIGDIR,
    prefix: 'altinn:',
    names: [
      'instances.read',
      'instances.write',
      'instances.meta',
      'lookup',
      'enduser',
      'reportees',
      'broker.read',
      'broker.write',
      'brokerservice.read',
      'brokerservice.write',
      'correspondence.read',
      'correspondence.write',
      'consentrequests.read',
      'consentrequests.write',
      'consenttokens',
      'appdeploy',
      'events.subscribe',
      'events.publish',
      'events.publish.admin',
      'resourceregistry/resource.read',
      'resourceregistry/resource.write',
      'resourceregistry/resource.admin',
      'accessmanagement/authorizedparties',
      'accessmanagement/authorizedparties.resourceowner',
      'accessmanagement/authorizedparties.admin',
      'authorization/authorize',
      'maskinporten/delegations',
      'maskinporten/delegations.admin',
      'maskinporten/delegationschemes.read',
      'maskinporten/delegationschemes.write',
      'maskinporten/delegationschemes.edit',
      'maskinporten/delegationschemes.delete',
      'maskinporten/delegationschemes.admin',
      'maskinporten/systemuser.read',
      'authentication/systemuser.request.read',
      'authentication/systemuser.request.write',
      'authentication/systemregister.write',
      'authentication/systemregister.admin',
      'clientdelegations.read',
      'clientdelegations.write',
    ],
  },
  // Altinn: Dialogporten
  {
    owner: DIGDIR,
    prefix: 'digdir:dialogporten',
    names: ['', '.serviceprovider', '.serviceprovider.search', '.serviceprovider.correspondence'],
  },
  // Digdir: self-service API
  {
    owner: DIGDIR,
    prefix: 'idporten:',
    names: ['dcr.read', 'dcr.write', 'dcr.modify', 'dcr.supplier', 'scopes.read', 'scopes.write'],
  },
]

/** A scope by its whole name. */
export interface KnownScope {
  name: string
  owner: string
  delegationSource?: string
}

/** Every scope of the table, in its order. */
export const KNOWN_SCOPES: readonly KnownScope[] = GROUPS.flatMap(({ prefix, names, ...rest }) =>
  names.map((name) => ({ name: prefix + name, ...rest })),
)
