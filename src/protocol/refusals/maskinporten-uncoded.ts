import type { RefusalEntry } from './refusal-entry.js'

const TROUBLE = 'Digdir: Feilsøking i Maskinporten'
const GRANT = 'Digdir: JWT grant'
const TOKEN = 'Digdir: /token-endepunktet'
const authority = 'maskinporten'

/** What Maskinporten refuses for without a code of its own. */
export const MASKINPORTEN_UNCODED: readonly RefusalEntry[] = [
  {
    id: 'clock-ahead',
    authority,
    signs: [{ words: /issue time is after now/i }],
    en: {
      means: 'the clock of this machine is ahead: iat may be at most 10 seconds after the time of the server',
      check:
        'set the clock by a time server (NTP); virtual machines and containers take theirs from the host',
    },
    nb: {
      means: 'klokken på denne maskinen går foran: iat kan være høyst 10 sekunder etter serverens tid',
      check: 'still klokken etter en tidstjener (NTP); virtuelle maskiner og containere får sin fra verten',
    },
    next: ['mp doctor'],
    source: TROUBLE,
  },
  {
    id: 'unknown-kid',
    authority,
    signs: [{ words: /unknown key identifier/i }],
    en: {
      means: 'the key is not registered on this client under this kid, or was so less than a few minutes ago',
      check:
        'compare kid and client id with what is registered, in this environment; a new key may take minutes to become known',
    },
    nb: {
      means:
        'nøkkelen er ikke registrert på denne klienten under denne kid-en, eller ble registrert for bare noen få minutter siden',
      check:
        'sammenlign kid og client_id med det som er registrert, i dette miljøet; det kan ta noen minutter før en ny nøkkel er kjent',
    },
    next: ['mp admin key list <client>', 'mp admin key add <client> --key <file>'],
    source: TROUBLE,
  },
  {
    id: 'own-org-as-consumer',
    authority,
    signs: [{ words: /combination consumer_org in claim/i }],
    en: {
      means: 'consumer_org is the organisation that owns the client itself',
      check:
        'leave --consumer-org (consumerOrg in the profile) out when you act for your own organisation; it names a customer who has delegated',
    },
    nb: {
      means: 'consumer_org er virksomheten som selv eier klienten',
      check:
        'utelat --consumer-org (consumerOrg i profilen) når du opptrer for egen virksomhet; den navngir en kunde som har delegert',
    },
    next: ['mp config show'],
    source: TROUBLE,
  },
  {
    id: 'invalid-iat',
    authority,
    signs: [{ words: /invalid jwt claim iat/i }],
    en: {
      means: 'iat in the grant is not a whole number of seconds, or lies more than 10 seconds back',
      check:
        'is the clock of this machine slow, or was the grant kept before it was sent? iat is in UTC seconds, not milliseconds',
    },
    nb: {
      means: 'iat i grantet er ikke et helt antall sekunder, eller ligger mer enn 10 sekunder tilbake',
      check:
        'går klokken på denne maskinen etter, eller ble grantet liggende før det ble sendt? iat er i sekunder UTC, ikke millisekunder',
    },
    next: ['mp doctor', 'mp decode -'],
    source: GRANT,
  },
  {
    id: 'invalid-exp',
    authority,
    signs: [{ words: /invalid jwt claim exp/i }],
    en: {
      means:
        'exp in the grant is not a whole number of seconds, not after iat, or more than 120 seconds after it',
      check: 'take iat and exp from one reading of the clock, and exp at most 120 seconds later (--lifetime)',
    },
    nb: {
      means:
        'exp i grantet er ikke et helt antall sekunder, ikke etter iat, eller mer enn 120 sekunder etter iat',
      check:
        'sett iat og exp ut fra samme avlesning av klokken, og exp høyst 120 sekunder senere (--lifetime)',
    },
    next: ['mp lint -', 'mp decode -'],
    source: GRANT,
  },
  {
    id: 'invalid-jti',
    authority,
    signs: [{ words: /invalid jwt claim jti/i }],
    en: {
      means: 'jti in the grant is empty or not a string',
      check: 'give each grant a fresh jti, a UUID say, or leave it out',
    },
    nb: {
      means: 'jti i grantet er tom eller ikke en streng',
      check: 'gi hvert grant en ny jti, for eksempel en UUID, eller utelat den',
    },
    next: ['mp lint -'],
    source: GRANT,
  },
  {
    id: 'unknown-onbehalfof',
    authority,
    signs: [{ words: /invalid jwt claim iss_onbehalfof/i }],
    en: {
      means: 'iss_onbehalfof is not registered on the client',
      check:
        'compare --on-behalf-of with the ids on the client; it is the id that was registered, not an organisation number',
    },
    nb: {
      means: 'iss_onbehalfof er ikke registrert på klienten',
      check:
        'sammenlign --on-behalf-of med id-ene på klienten; det er id-en som ble registrert, ikke et organisasjonsnummer',
    },
    next: ['mp admin onbehalfof list <client>'],
    source: GRANT,
  },
  {
    id: 'kid-required',
    authority,
    signs: [{ words: /client with registered keys must use kid/i }],
    en: {
      means: 'the client has registered keys and must use one of them, not a certificate',
      check:
        'give the kid of a registered key with --kid and its private half with --key, or take the keys from the client',
    },
    nb: {
      means: 'klienten har registrerte nøkler og må bruke en av dem, ikke et sertifikat',
      check:
        'oppgi kid for en registrert nøkkel med --kid og den private halvdelen med --key, eller fjern nøklene fra klienten',
    },
    next: ['mp admin key list <client>'],
    source: GRANT,
  },
  {
    id: 'kid-or-x5c',
    authority,
    signs: [{ words: /must have either kid or x5c/i }],
    en: {
      means: 'the header of the grant must have one of kid and x5c, and not both or neither',
      check: 'kid is for keys that are registered on the client, x5c for virksomhetssertifikat',
    },
    nb: {
      means: 'headeren til grantet må ha enten kid eller x5c, ikke begge eller ingen',
      check: 'kid er for nøkler som er registrert på klienten, x5c for virksomhetssertifikat',
    },
    next: ['mp lint -', 'mp decode -'],
    source: GRANT,
  },
  {
    id: 'invalid-alg',
    authority,
    signs: [{ words: /invalid jwt header alg/i }],
    en: {
      means: 'the grant is signed with an algorithm that Maskinporten does not take',
      check: 'take RS256, RS384 or RS512 (--alg), and an RSA key: elliptic curves and RSA-PSS are not taken',
    },
    nb: {
      means: 'grantet er signert med en algoritme Maskinporten ikke godtar',
      check:
        'bruk RS256, RS384 eller RS512 (--alg) og en RSA-nøkkel: elliptiske kurver og RSA-PSS godtas ikke',
    },
    next: ['mp key inspect', 'mp lint -'],
    source: GRANT,
  },
  {
    id: 'invalid-crit',
    authority,
    signs: [{ words: /invalid jwt header crit/i }],
    en: {
      means: 'the header of the grant declares an extension critical, and Maskinporten knows none',
      check: 'leave crit out of the header',
    },
    nb: {
      means: 'headeren til grantet erklærer en utvidelse som kritisk, og Maskinporten kjenner ingen',
      check: 'utelat crit fra headeren',
    },
    next: ['mp lint -'],
    source: 'RFC 7515 section 4.1.11',
  },
  {
    id: 'scope-missing',
    authority,
    signs: [{ words: /missing or invalid jwt claim scope/i }],
    en: {
      means: 'the grant asks for no scope, or scope is not a string',
      check:
        'scope is one string with spaces between, and at least one scope must be asked for, also for a system user',
    },
    nb: {
      means: 'grantet ber ikke om noe scope, eller scope er ikke en streng',
      check:
        'scope er én streng med mellomrom mellom, og minst ett scope må være med, også for en systembruker',
    },
    next: ['mp config show', 'mp lint -'],
    source: GRANT,
  },
  {
    id: 'unsupported-grant-type',
    authority,
    signs: [{ error: /^unsupported_grant_type$/i }, { words: /unsupported grant type/i }],
    en: {
      means: 'grant_type in the request is not the one that Maskinporten has',
      check:
        'grant_type must be urn:ietf:params:oauth:grant-type:jwt-bearer, to the letter; client_credentials does not exist here',
    },
    nb: {
      means: 'grant_type i forespørselen er ikke den Maskinporten har',
      check:
        'grant_type må være urn:ietf:params:oauth:grant-type:jwt-bearer, tegn for tegn; client_credentials finnes ikke her',
    },
    next: ['mp token'],
    source: 'RFC 7523 section 2.1',
  },
  {
    id: 'malformed-request',
    authority,
    signs: [
      { words: /request method must be post|content type must be|parameter is repeated|missing parameter/i },
    ],
    en: {
      means: 'the request for a token does not have the form that the endpoint takes',
      check:
        'it is a POST of a form (application/x-www-form-urlencoded) with grant_type and assertion, each once; does a proxy change it on its way?',
    },
    nb: {
      means: 'forespørselen om token har ikke formen endepunktet tar imot',
      check:
        'den skal være POST av et skjema (application/x-www-form-urlencoded) med grant_type og assertion, én gang hver; er det en proxy som endrer den underveis?',
    },
    next: ['mp token --verbose', 'mp doctor'],
    source: TOKEN,
  },
]
