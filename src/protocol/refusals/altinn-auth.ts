import type { RefusalEntry } from './refusal-entry.js'

/** What helps with many of Altinn's problems alike. */
type Help = Pick<RefusalEntry, 'next'> & Readonly<Record<'en' | 'nb', string>>

const API = 'mp call altinn-authentication'

const CALLER: Help = {
  en: 'is the token of the organisation that owns the system, of this environment, and does it hold the scope that the path asks for?',
  nb: 'tilhører tokenet virksomheten som eier systemet, er det fra dette miljøet, og har det scopet som stien krever?',
  next: ['mp decode -', 'mp call --list'],
}
const SYSTEM: Help = {
  en: 'compare with what the system register holds in this environment: TT02 and production have registers of their own',
  nb: 'sammenlign med det systemregisteret har i dette miljøet: TT02 og produksjon har hvert sitt register',
  next: [`${API}/systemregister/vendor/<systemId>`],
}
const REQUEST: Help = {
  en: 'a request goes by systemId, partyOrgNo and externalRef together (externalRef is the organisation number when left out): fetch it and see its status',
  nb: 'en forespørsel identifiseres av systemId, partyOrgNo og externalRef til sammen (externalRef er organisasjonsnummeret når den utelates): hent den og se status',
  next: [`${API}/systemuser/request/vendor/byexternalref/<systemId>/<orgnr>/<externalRef>`],
}
const SYSTEM_USER: Help = {
  en: 'list the system users of your system and compare owner, externalRef and id',
  nb: 'list opp systembrukerne til systemet ditt, og sammenlign eier, externalRef og id',
  next: [`${API}/systemuser/vendor/bysystem/<systemId>`],
}
const RIGHTS: Help = {
  en: 'compare rights and access packages of the request with those that the system is registered with',
  nb: 'sammenlign rettigheter og tilgangspakker i forespørselen med dem systemet er registrert med',
  next: [`${API}/systemregister/vendor/<systemId>`],
}
const APPROVER: Help = {
  en: 'whoever approves in Altinn must hold what is to be delegated, and be allowed to pass it on; let someone with the right role at the customer approve',
  nb: 'den som godkjenner i Altinn, må selv ha det som skal delegeres, og kunne gi det videre; la noen med riktig rolle hos kunden godkjenne',
  next: [`${API}/systemuser/request/vendor/<requestId>`],
}
const AGENT: Help = {
  en: 'requests and system users are of one kind each: those for clients (agent) have paths of their own, with /agent',
  nb: 'forespørsler og systembrukere er av hver sin type: de for klientforhold (agent) har egne stier, med /agent',
  next: [`${API}/systemuser/request/vendor/agent/<requestId>`],
}
const CLIENTS: Help = {
  en: 'look at the clients that are delegated to the system user, and at the party that the call is made for',
  nb: 'se på klientene som er delegert til systembrukeren, og på parten kallet gjøres for',
  next: [`${API}/enduser/systemuser/clients`],
}
const ALTINN: Help = {
  en: "the fault is most often Altinn's: try again later, and then ask Altinn's service desk, with the time and the traceId of the answer",
  nb: 'feilen ligger oftest hos Altinn: prøv igjen senere, og kontakt deretter Altinns brukerservice med tidspunktet og traceId fra svaret',
  next: [`${API}/systemuser/vendor/bysystem/<systemId>`],
}
const PERSON: Help = {
  en: 'self-identified users log in without an identity number and act for themselves: take the token of an organisation for everything else',
  nb: 'selvidentifiserte brukere logger inn uten fødselsnummer og opptrer for seg selv: bruk tokenet til en virksomhet til alt annet',
  next: ['mp decode -'],
}

/** The problems of Altinn's system register and system users. Each stands as `code` in the answer, and so needs no other sign. */
export const ALTINN_AUTH: readonly RefusalEntry[] = [
  problem(
    0,
    'no organisation number was found for the party that is logged in',
    'fant ikke noe organisasjonsnummer for parten som er logget inn',
    CALLER,
  ),
  problem(
    1,
    'a right was not found, or cannot be delegated',
    'en rettighet finnes ikke, eller kan ikke delegeres',
    RIGHTS,
  ),
  problem(
    2,
    'the delegation to the system user failed',
    'delegeringen til systembrukeren mislyktes',
    APPROVER,
  ),
  problem(3, 'the system user could not be made', 'systembrukeren kunne ikke opprettes', ALTINN),
  problem(
    4,
    'a system user tied to this system exists already',
    'en systembruker knyttet til dette systemet finnes allerede',
    SYSTEM_USER,
  ),
  problem(
    5,
    'no other problem fitted: this one is not meant to be seen',
    'ingen annen feil passet: denne er ikke ment å vises',
    ALTINN,
  ),
  problem(
    6,
    'systemId, partyOrgNo and externalRef belong to a request that has been accepted already: the system user is there',
    'systemId, partyOrgNo og externalRef hører til en forespørsel som alt er godkjent: systembrukeren finnes',
    SYSTEM_USER,
  ),
  problem(
    7,
    'systemId, partyOrgNo and externalRef belong to a request that waits for an answer: use it, or delete it first',
    'systemId, partyOrgNo og externalRef hører til en forespørsel som venter på svar: bruk den, eller slett den først',
    REQUEST,
  ),
  problem(
    8,
    'systemId, partyOrgNo and externalRef belong to a request that was denied: delete it, then make a new one',
    'systemId, partyOrgNo og externalRef hører til en forespørsel som er avslått (Denied): slett den, og lag en ny',
    REQUEST,
  ),
  problem(
    9,
    'systemId, partyOrgNo and externalRef belong to a request that was rejected: delete it, then make a new one',
    'systemId, partyOrgNo og externalRef hører til en forespørsel som er avvist (Rejected): slett den, og lag en ny',
    REQUEST,
  ),
  problem(10, 'there is no request with this id', 'det finnes ingen forespørsel med denne id-en', REQUEST),
  problem(
    11,
    'there is no registered system with this id',
    'det finnes ikke noe registrert system med denne id-en',
    SYSTEM,
  ),
  problem(12, 'the request could not be stored', 'forespørselen kunne ikke lagres', ALTINN),
  problem(
    13,
    'the request has been answered already: its status is no longer New',
    'forespørselen er alt besvart: status er ikke lenger New',
    REQUEST,
  ),
  problem(
    14,
    'the delegation check failed, and why is not known',
    'delegeringssjekken mislyktes av ukjent grunn',
    ALTINN,
  ),
  problem(15, 'the system user was not found', 'systembrukeren finnes ikke', SYSTEM_USER),
  problem(
    16,
    'delegation check: the role that the right comes with is missing',
    'delegeringssjekk: rollen som rettigheten følger med, mangler',
    APPROVER,
  ),
  problem(17, 'the name of the system was not found', 'navnet på systemet finnes ikke', SYSTEM),
  problem(
    18,
    'delegation check: the right has not been delegated directly',
    'delegeringssjekk: rettigheten er ikke direkte delegert',
    APPROVER,
  ),
  problem(
    19,
    "delegation check: the organisation is not on the list that the service's owner keeps (SRR)",
    'delegeringssjekk: virksomheten står ikke i tjenesteeierens rettighetsregister (SRR)',
    APPROVER,
  ),
  problem(
    20,
    'delegation check: the login was not at the security level that the service asks for',
    'delegeringssjekk: innloggingen hadde ikke sikkerhetsnivået tjenesten krever',
    APPROVER,
  ),
  problem(
    21,
    'the redirect URL is not among those that the system is registered with',
    'redirectUrl er ikke blant dem systemet er registrert med',
    SYSTEM,
  ),
  problem(22, 'the rights could not be taken back', 'rettighetene kunne ikke trekkes tilbake', ALTINN),
  problem(
    23,
    "the vendor's organisation number is not to be found in the token",
    'leverandørens organisasjonsnummer finnes ikke i tokenet',
    CALLER,
  ),
  problem(
    24,
    'the caller may not delete this system user',
    'den som kaller, kan ikke slette denne systembrukeren',
    CALLER,
  ),
  problem(
    25,
    'the request exists, and is not one for an agent',
    'forespørselen finnes, men gjelder ikke en agent',
    AGENT,
  ),
  problem(
    26,
    'the system is registered without redirect URLs, and the request names one',
    'systemet er registrert uten redirectUrl, og forespørselen oppgir en',
    SYSTEM,
  ),
  problem(27, 'no role answers to the access package', 'tilgangspakken svarer ikke til noen rolle', RIGHTS),
  problem(28, "the customer's id is missing or not valid", 'kundens id mangler eller er ugyldig', CLIENTS),
  problem(
    30,
    'there is no request for an agent with this id',
    'det finnes ingen agentforespørsel med denne id-en',
    AGENT,
  ),
  problem(
    31,
    "the party is not the one that the customer's delegation goes through",
    'parten er ikke den som kundens delegering går gjennom',
    CLIENTS,
  ),
  problem(
    32,
    'the assignment between customer and agent was not found',
    'tilknytningen mellom kunde og agent finnes ikke',
    CLIENTS,
  ),
  problem(33, 'the agent system user could not be deleted', 'agentsystembrukeren kunne ikke slettes', ALTINN),
  problem(
    34,
    'the system user is not one for an agent',
    'systembrukeren er ikke en agentsystembruker',
    AGENT,
  ),
  problem(
    35,
    'clients are still delegated to the system user: take them away before it is deleted',
    'klienter er fortsatt delegert til systembrukeren: fjern dem før den slettes',
    CLIENTS,
  ),
  problem(
    36,
    'the system user is one for an agent, and a standard one was expected',
    'systembrukeren er for en agent, og det var ventet en vanlig',
    AGENT,
  ),
  problem(37, 'more than one assignment was found', 'det finnes mer enn én tilknytning', ALTINN),
  problem(38, 'the delegation was not found', 'delegeringen finnes ikke', CLIENTS),
  problem(
    39,
    'the party is not the one that the delegation goes through',
    'parten er ikke den som delegeringen går gjennom',
    CLIENTS,
  ),
  problem(
    40,
    "the party is not the one of the delegation's assignments",
    'parten er ikke den som tilknytningene i delegeringen gjelder',
    CLIENTS,
  ),
  problem(
    41,
    "the party is another than the request's organisation",
    'parten er en annen enn virksomheten i forespørselen',
    REQUEST,
  ),
  problem(
    42,
    "the party is another than the organisation of the agent's request",
    'parten er en annen enn virksomheten i agentforespørselen',
    AGENT,
  ),
  problem(
    43,
    'the clients could not be fetched: the login was not taken',
    'klientene kunne ikke hentes: innloggingen ble ikke godtatt',
    CALLER,
  ),
  problem(
    44,
    'the clients could not be fetched: it is not allowed',
    'klientene kunne ikke hentes: det er ikke tillatt',
    CALLER,
  ),
  problem(45, 'the clients could not be fetched', 'klientene kunne ikke hentes', ALTINN),
  problem(
    46,
    'the access packages that are delegated could not be listed',
    'de delegerte tilgangspakkene kunne ikke listes opp',
    ALTINN,
  ),
  problem(
    47,
    'the system user could not be made a right holder of the organisation',
    'systembrukeren kunne ikke bli rettighetshaver hos virksomheten',
    ALTINN,
  ),
  problem(
    48,
    'the system user could not be told to access management',
    'systembrukeren kunne ikke meldes til tilgangsstyringen',
    ALTINN,
  ),
  problem(49, 'the party has no UUID', 'parten mangler uuid', ALTINN),
  problem(
    50,
    'the delegation check of the access packages failed',
    'delegeringssjekken for tilgangspakkene mislyktes',
    APPROVER,
  ),
  problem(
    51,
    'the access packages could not be delegated to the system user',
    'tilgangspakkene kunne ikke delegeres til systembrukeren',
    APPROVER,
  ),
  problem(52, 'an access package is not valid', 'en tilgangspakke er ugyldig', RIGHTS),
  problem(
    53,
    'whoever approves does not hold enough to delegate the access packages',
    'den som godkjenner, har ikke tilgang nok til å delegere tilgangspakkene',
    APPROVER,
  ),
  problem(
    54,
    'the system user could not be taken away as a right holder',
    'systembrukeren kunne ikke fjernes som rettighetshaver',
    ALTINN,
  ),
  problem(
    55,
    'the delegated access packages could not be fetched',
    'de delegerte tilgangspakkene kunne ikke hentes',
    ALTINN,
  ),
  problem(56, 'the system user could not be deleted', 'systembrukeren kunne ikke slettes', ALTINN),
  problem(
    57,
    'the delegation of an access package could not be deleted',
    'delegeringen av en tilgangspakke kunne ikke slettes',
    ALTINN,
  ),
  problem(
    58,
    'a system user for an agent needs at least one access package',
    'en agentsystembruker må ha minst én tilgangspakke',
    RIGHTS,
  ),
  problem(
    59,
    'a system user needs at least one access package or right',
    'en systembruker må ha minst én tilgangspakke eller rettighet',
    RIGHTS,
  ),
  problem(60, 'the request could not be updated', 'forespørselen kunne ikke oppdateres', ALTINN),
  problem(
    61,
    'the change request has been answered already: make a new one, with a new correlation-id',
    'endringsforespørselen er alt besvart: lag en ny, med ny correlation-id',
    REQUEST,
  ),
  problem(
    62,
    'the delegated rights could not be fetched',
    'de delegerte rettighetene kunne ikke hentes',
    ALTINN,
  ),
  problem(
    63,
    'an access package is not among those that the system is registered with',
    'en tilgangspakke er ikke blant dem systemet er registrert med',
    RIGHTS,
  ),
  problem(
    64,
    'an access package cannot be delegated to a standard system user: it is for clients, or cannot be passed on',
    'en tilgangspakke kan ikke delegeres til en vanlig systembruker: den er for klientforhold, eller kan ikke gis videre',
    RIGHTS,
  ),
  problem(
    65,
    'an access package cannot be delegated to an agent: it is not for clients',
    'en tilgangspakke kan ikke delegeres til en agent: den er ikke for klientforhold',
    RIGHTS,
  ),
  problem(
    66,
    'only an access manager of the organisation may do this',
    'bare en tilgangsstyrer hos virksomheten kan gjøre dette',
    APPROVER,
  ),
  problem(
    67,
    'the system user or its request was refused; the title of the answer says why',
    'systembrukeren eller forespørselen ble avvist; title i svaret sier hvorfor',
    ALTINN,
  ),
  problem(
    68,
    'delegation check: an access package that the right comes with is missing',
    'delegeringssjekk: en tilgangspakke som rettigheten følger med, mangler',
    APPROVER,
  ),
  problem(
    69,
    "delegation check: the organisation is not on the resource's access list",
    'delegeringssjekk: virksomheten står ikke på ressursens tilgangsliste',
    APPROVER,
  ),
  problem(
    70,
    'delegation check: the resource cannot be delegated',
    'delegeringssjekk: ressursen kan ikke delegeres',
    RIGHTS,
  ),
  problem(
    71,
    "delegation check: the resource is a delegation scheme of Maskinporten's, and no right for a system user",
    'delegeringssjekk: ressursen er et delegeringsskjema for Maskinporten, og ingen rettighet for en systembruker',
    RIGHTS,
  ),
  problem(
    72,
    'the self-identified user could not be handled',
    'den selvidentifiserte brukeren kunne ikke behandles',
    PERSON,
  ),
  problem(
    73,
    'too many attempts for a self-identified user: wait before the next',
    'for mange forsøk for en selvidentifisert bruker: vent før neste',
    PERSON,
  ),
  problem(
    74,
    'a self-identified user was refused; the title of the answer says why',
    'en selvidentifisert bruker ble avvist; title i svaret sier hvorfor',
    PERSON,
  ),
  problem(
    75,
    'a self-identified user was refused; the title of the answer says why',
    'en selvidentifisert bruker ble avvist; title i svaret sier hvorfor',
    PERSON,
  ),
  problem(
    76,
    'a self-identified user was refused; the title of the answer says why',
    'en selvidentifisert bruker ble avvist; title i svaret sier hvorfor',
    PERSON,
  ),
  problem(
    77,
    'a self-identified user was refused; the title of the answer says why',
    'en selvidentifisert bruker ble avvist; title i svaret sier hvorfor',
    PERSON,
  ),
  problem(
    78,
    'a service that Altinn asked about a self-identified user did not answer',
    'en tjeneste Altinn spurte om en selvidentifisert bruker, svarte ikke',
    PERSON,
  ),
  problem(79, 'the client was not found', 'klienten finnes ikke', CLIENTS),
  problem(
    80,
    "the client has not delegated the agent's access packages",
    'klienten har ikke delegert tilgangspakkene til agenten',
    CLIENTS,
  ),
]

function problem(number: number, en: string, nb: string, help: Help): RefusalEntry {
  return {
    id: `AUTH-${String(number).padStart(5, '0')}`,
    authority: 'altinn-authentication',
    signs: [],
    en: { means: en, check: help.en },
    nb: { means: nb, check: help.nb },
    next: help.next,
    source: 'Altinn/altinn-authentication: Problem.cs',
  }
}
