import type { RefusalEntry } from './refusal-entry.js'

const SOURCE = 'Digdir: Feilsøking i Maskinporten'
const authority = 'maskinporten'

/** The refusals that Digdir's troubleshooting page gives a code. Most real answers carry the words alone. */
export const MASKINPORTEN: readonly RefusalEntry[] = [
  {
    id: 'MP-011',
    authority,
    signs: [{ words: /invalid assertion\. invalid parameter value/i }],
    en: {
      means:
        'the grant holds something that Maskinporten does not take: a claim that is not documented, a value of the wrong form, or a line break in its text',
      check:
        'look at consumer_org (nine digits, without 0192:), pid, resource (a list) and authorization_details first; mp config show tells where each value came from',
    },
    nb: {
      means:
        'grantet har noe Maskinporten ikke godtar: en claim som ikke er dokumentert, en verdi med feil form, eller et linjeskift i teksten',
      check:
        'se først på consumer_org (ni sifre, uten 0192:), pid, resource (en liste) og authorization_details; mp config show viser hvor hver verdi kommer fra',
    },
    next: ['mp lint -', 'mp config show'],
    source: SOURCE,
  },
  {
    id: 'MP-012',
    authority,
    signs: [{ words: /used before/i }],
    en: {
      means: 'this grant has bought a token before, and a grant is good for one token',
      check:
        'sign a new grant with a jti of its own for each request; does a retry or another job send the same one?',
    },
    nb: {
      means: 'grantet er brukt før, og et grant gir bare ett token',
      check:
        'signer et nytt grant med egen jti for hver forespørsel; er det et nytt forsøk eller en annen jobb som sender det samme?',
    },
    next: ['mp token'],
    source: SOURCE,
  },
  {
    id: 'MP-100',
    authority,
    signs: [
      { words: /client not found/i },
      { words: /invalid assertion\. client authentication failed\.?\s*(?:$|[("\\])/i },
    ],
    en: {
      means: 'no active client is known here by the id in iss',
      check:
        'is the client id spelt right, and of the same environment as the token endpoint? test and production have clients of their own',
    },
    nb: {
      means: 'ingen aktiv klient er kjent her med id-en i iss',
      check:
        'er client_id riktig skrevet, og hører klienten til samme miljø som token-endepunktet? test og produksjon har hver sine klienter',
    },
    next: ['mp config show', 'mp admin client list --inactive'],
    source: SOURCE,
  },
  {
    id: 'MP-110',
    authority,
    signs: [{ words: /invalid jwt claim aud/i }],
    en: {
      means: 'aud in the grant is not the issuer of the Maskinporten that was asked',
      check:
        'the audience must be the issuer exactly as its metadata writes it, closing slash included, and one value alone',
    },
    nb: {
      means: 'aud i grantet er ikke issuer for den Maskinporten-instansen som ble spurt',
      check:
        'audience må være issuer nøyaktig slik den står i metadata, med avsluttende skråstrek, og bare én verdi',
    },
    next: ['mp config show', 'mp lint -'],
    source: SOURCE,
  },
  {
    id: 'MP-120',
    authority,
    signs: [{ words: /signed with an invalid certificate/i }],
    en: {
      means: 'the certificate that the grant is signed with is not taken here',
      check:
        'test certificates are for test and production certificates for production; it must be from Buypass or Commfides, and not expired or revoked',
    },
    nb: {
      means: 'sertifikatet grantet er signert med, godtas ikke her',
      check:
        'testsertifikater gjelder i test og produksjonssertifikater i produksjon; sertifikatet må være fra Buypass eller Commfides, og verken utløpt eller trukket tilbake',
    },
    next: ['mp key check', 'mp key inspect'],
    source: SOURCE,
  },
  {
    id: 'MP-121',
    authority,
    signs: [{ words: /expired key/i }],
    en: {
      means: 'the registered key has expired: keys last one year from when they were registered',
      check: 'see when each key of the client ends, and register a new one',
    },
    nb: {
      means: 'den registrerte nøkkelen er utløpt: nøkler varer i ett år fra de registreres',
      check: 'se når hver av klientens nøkler utløper, og registrer en ny',
    },
    next: ['mp admin key list <client>', 'mp admin key rotate <client> -o <file>'],
    source: SOURCE,
  },
  {
    id: 'MP-122',
    authority,
    signs: [{ words: /invalid organization number for client/i }],
    en: {
      means: 'the certificate belongs to another organisation than the client',
      check:
        'compare the organisation number in the certificate with that of the client; is it the client id or the key that is the wrong one?',
    },
    nb: {
      means: 'sertifikatet tilhører en annen virksomhet enn klienten',
      check:
        'sammenlign organisasjonsnummeret i sertifikatet med klientens; er det client_id eller nøkkelen som er feil?',
    },
    next: ['mp key inspect', 'mp admin client show <client>'],
    source: SOURCE,
  },
  {
    id: 'MP-123',
    authority,
    signs: [{ words: /invalid jwt header x5c/i }],
    en: {
      means: 'x5c in the header of the grant cannot be read',
      check:
        'x5c must be a list of certificates, each a string of standard base64 (not base64url) of its DER, without the lines of PEM',
    },
    nb: {
      means: 'x5c i headeren til grantet kan ikke leses',
      check:
        'x5c må være en liste av sertifikater, hvert av dem en streng med vanlig base64 (ikke base64url) av DER, uten PEM-linjene',
    },
    next: ['mp lint -', 'mp decode -'],
    source: SOURCE,
  },
  {
    id: 'MP-124',
    authority,
    signs: [{ words: /invalid jwt signature/i }],
    en: {
      means: 'the signature was not made with the key that the header points to',
      check:
        'the private key must be the one that belongs to the certificate in x5c, or to the key registered under kid in this environment',
    },
    nb: {
      means: 'signaturen er ikke laget med nøkkelen som headeren peker på',
      check:
        'den private nøkkelen må høre til sertifikatet i x5c, eller til nøkkelen som er registrert under kid i dette miljøet',
    },
    next: ['mp key public', 'mp admin key list <client>'],
    source: SOURCE,
  },
  {
    id: 'MP-130',
    authority,
    signs: [{ words: /jwt is expired|expired jwt/i }],
    en: {
      means: 'the grant had expired when it arrived',
      check:
        'is the clock of this machine right? a grant lives at most 120 seconds, so it must be sent as soon as it is signed',
    },
    nb: {
      means: 'grantet var utløpt da det kom fram',
      check:
        'går klokken på denne maskinen riktig? et grant lever høyst 120 sekunder og må sendes straks det er signert',
    },
    next: ['mp doctor', 'mp decode -'],
    source: SOURCE,
  },
  {
    id: 'MP-200',
    authority,
    signs: [{ words: /contains invalid scopes for client/i }],
    en: {
      means: 'a scope that was asked for is not registered on the client',
      check:
        'the client must have every scope registered, also delegated ones: add it to the client, or ask for less; is it spelt right?',
    },
    nb: {
      means: 'et scope det ble bedt om, er ikke registrert på klienten',
      check:
        'alle scopes må være registrert på klienten, også delegerte: legg det til på klienten, eller be om færre; er det riktig skrevet?',
    },
    next: ['mp admin client show <client>', 'mp admin client update <client> --add-scope <scope>'],
    source: SOURCE,
  },
  {
    id: 'MP-201',
    authority,
    signs: [{ words: /scopes not allowed for maskinporten/i }],
    en: {
      means: 'the scope is for another kind of integration than the client, ID-porten say',
      check:
        "integration_type of the client must be among the scope's allowed_integration_types; it cannot be changed, so another kind needs a new client",
    },
    nb: {
      means: 'scopet er for en annen type integrasjon enn klienten, for eksempel ID-porten',
      check:
        'integration_type på klienten må være blant scopets allowed_integration_types; den kan ikke endres, så en annen type krever en ny klient',
    },
    next: ['mp admin client show <client>', 'mp admin scope search <text>'],
    source: SOURCE,
  },
  {
    id: 'MP-250',
    authority,
    signs: [{ words: /has not been granted access to the scope/i }],
    en: {
      means: 'the owner of the scope has not let your organisation use it',
      check:
        'ask the owner of the scope for access, in this environment; a supplier acts for its customer with --consumer-org',
    },
    nb: {
      means: 'eieren av scopet har ikke gitt virksomheten din tilgang',
      check:
        'be eieren av scopet om tilgang, i dette miljøet; en leverandør opptrer for kunden med --consumer-org',
    },
    next: ['mp admin scope search <text>', 'mp token --consumer-org <orgnr>'],
    source: SOURCE,
  },
  {
    id: 'MP-251',
    authority,
    signs: [{ words: /has not delegated access to the scope/i }],
    en: {
      means: 'the consumer has not delegated the scope to your organisation in Altinn',
      check:
        'someone with the right role at the consumer delegates the API in Altinn, in the same environment: delegations in production do not count in test',
    },
    nb: {
      means: 'konsumenten har ikke delegert scopet til virksomheten din i Altinn',
      check:
        'noen med riktig rolle hos konsumenten delegerer API-et i Altinn, i samme miljø: delegeringer i produksjon gjelder ikke i test',
    },
    next: ['mp token --consumer-org <orgnr>', 'mp admin scope search <text>'],
    source: SOURCE,
  },
  {
    id: 'MP-301',
    authority,
    signs: [{ words: /unknown authorization details type/i }],
    en: {
      means: 'authorization_details names a type that Maskinporten does not have',
      check:
        'the types are urn:altinn:systemuser and urn:altinn:consent; authorization_details_types_supported in the metadata lists those of this environment',
    },
    nb: {
      means: 'authorization_details har en type Maskinporten ikke kjenner',
      check:
        'typene er urn:altinn:systemuser og urn:altinn:consent; authorization_details_types_supported i metadata viser dem som gjelder i dette miljøet',
    },
    next: ['mp lint -', 'mp token --systemuser-org <orgnr>'],
    source: SOURCE,
  },
  {
    id: 'MP-302',
    authority,
    signs: [{ words: /unknown fields in the authorization details/i }],
    en: {
      means: 'authorization_details has a field that its type does not know',
      check:
        'a system user has type, systemuser_org (authority and ID, in capitals) and externalRef; a consent has id, from and to; leave out everything else',
    },
    nb: {
      means: 'authorization_details har et felt som typen ikke kjenner',
      check:
        'en systembruker har type, systemuser_org (authority og ID, med store bokstaver) og externalRef; et samtykke har id, from og to; utelat alt annet',
    },
    next: ['mp lint -', 'mp token --systemuser-org <orgnr>'],
    source: SOURCE,
  },
  {
    id: 'MP-303',
    authority,
    signs: [
      { words: /invalid authorization details values/i },
      { error: /^invalid_altinn_customer_configuration$/i },
    ],
    en: {
      means: 'no system user, or no consent, in Altinn fits authorization_details',
      check:
        'is the system user approved, in this environment? the system must be registered with this client id, and externalRef be that of the request; systemuser_org is whoever owns the system user, never a client of an accountant',
    },
    nb: {
      means: 'ingen systembruker og ikke noe samtykke i Altinn passer til authorization_details',
      check:
        'er systembrukeren godkjent, i dette miljøet? systemet må være registrert med denne klientens id, og externalRef må være den fra forespørselen; systemuser_org er eieren av systembrukeren, aldri en klient hos regnskapsføreren',
    },
    next: [
      'mp call altinn-authentication/systemuser/vendor/bysystem/<systemId>',
      'mp token --systemuser-org <orgnr> --external-ref <ref>',
    ],
    source: `${SOURCE}; Altinn: MP-303`,
  },
]
