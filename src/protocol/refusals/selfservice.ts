import type { RefusalEntry } from './refusal-entry.js'

const SOURCE = 'Digdir: API for sjølvbetjening'
const authority = 'selfservice'

/**
 * What Digdir's self-service API refuses for. Its words are nowhere published: the field that is at fault, and else the
 * status, says what it is.
 */
export const SELFSERVICE: readonly RefusalEntry[] = [
  {
    id: 'selfservice-unauthorized',
    authority,
    signs: [{ status: [401] }],
    en: {
      means: 'the self-service API does not take the token',
      check:
        'it must be a plain token of the same environment (no --altinn), and not expired; the address of the API is selfservice of the environment',
    },
    nb: {
      means: 'selvbetjenings-API-et godtar ikke tokenet',
      check:
        'det må være et vanlig token fra samme miljø (uten --altinn), og ikke utløpt; adressen til API-et er selfservice i miljøet',
    },
    next: ['mp config show', 'mp doctor'],
    source: SOURCE,
  },
  {
    id: 'selfservice-scope-missing',
    authority,
    signs: [{ status: [403] }],
    en: {
      means: 'the token does not hold the scope that this needs, or the thing is not yours',
      check:
        'reading clients needs idporten:dcr.read, changing them idporten:dcr.write, scopes and access idporten:scopes.write; servicedesk@digdir.no grants them to a client for administration',
    },
    nb: {
      means: 'tokenet har ikke scopet som kreves for dette, eller objektet er ikke ditt',
      check:
        'å lese klienter krever idporten:dcr.read, å endre dem idporten:dcr.write, scopes og tilganger idporten:scopes.write; servicedesk@digdir.no gir dem til en egen administrasjonsklient',
    },
    next: ['mp admin client list --scope idporten:dcr.read', 'mp config show'],
    source: SOURCE,
  },
  {
    id: 'selfservice-not-yours',
    authority,
    signs: [{ words: /does not belong to|belongs to another|caller's own client/i, status: [403] }],
    en: {
      means: 'it belongs to another organisation, or to another client',
      check:
        'only the owner changes a scope, under a prefix of its own; idporten:dcr.modify reaches no client but the one that asks',
    },
    nb: {
      means: 'det tilhører en annen virksomhet, eller en annen klient',
      check:
        'bare eieren kan endre et scope, under et eget prefiks; idporten:dcr.modify rekker ikke lenger enn til klienten som spør',
    },
    next: ['mp admin scope list', 'mp admin client list'],
    source: SOURCE,
  },
  {
    id: 'selfservice-supplier',
    authority,
    signs: [{ words: /dcr\.supplier/i, status: [403] }],
    en: {
      means: 'a client for another organisation needs the scope idporten:dcr.supplier',
      check: 'leave client_orgno out for a client of your own, or ask servicedesk@digdir.no for the scope',
    },
    nb: {
      means: 'en klient for en annen virksomhet krever scopet idporten:dcr.supplier',
      check: 'utelat client_orgno for en egen klient, eller be servicedesk@digdir.no om scopet',
    },
    next: ['mp admin client list'],
    source: SOURCE,
  },
  {
    id: 'selfservice-not-found',
    authority,
    signs: [{ status: [404] }],
    en: {
      means: 'there is no such thing in this environment, or it is not yours to see',
      check:
        'is the id or the name of the scope spelt right, and is the environment the right one? what was deactivated is shown with --inactive',
    },
    nb: {
      means: 'det finnes ikke i dette miljøet, eller du har ikke innsyn i det',
      check:
        'er id-en eller scopenavnet riktig skrevet, og er miljøet riktig? deaktiverte vises med --inactive',
    },
    next: ['mp admin client list --inactive', 'mp admin scope list --inactive'],
    source: SOURCE,
  },
  {
    id: 'selfservice-deactivated',
    authority,
    signs: [{ words: /deactivated|inactive/i, status: [409] }],
    en: {
      means:
        'it was deactivated, and stays so: a DELETE cannot be undone, and the name or id is not free again',
      check: 'make a new client, or a scope of another name; what is deactivated is shown with --inactive',
    },
    nb: {
      means:
        'det er deaktivert og forblir det: en DELETE kan ikke gjøres om, og navnet eller id-en blir ikke ledig igjen',
      check: 'lag en ny klient, eller et scope med et annet navn; deaktiverte vises med --inactive',
    },
    next: ['mp admin client list --inactive', 'mp admin scope list --inactive'],
    source: SOURCE,
  },
  {
    id: 'selfservice-taken',
    authority,
    signs: [{ status: [409] }],
    en: {
      means: 'something of that name or id is there already, perhaps deactivated',
      check: 'look for it, with --inactive too, and change that one, or choose another name',
    },
    nb: {
      means: 'noe med det navnet eller den id-en finnes fra før, kanskje deaktivert',
      check: 'finn det, også med --inactive, og endre det, eller velg et annet navn',
    },
    next: ['mp admin scope list --inactive', 'mp admin client list --inactive'],
    source: SOURCE,
  },
  {
    id: 'selfservice-too-many-keys',
    authority,
    signs: [{ words: /keys.*(?:more than|at most|max\w*|over) *(?:5|five)\b/i, status: [400] }],
    en: {
      means: 'a client has at most five keys, and the set that was sent holds more',
      check: 'take away a key that nobody uses, then add the new one',
    },
    nb: {
      means: 'en klient kan ha høyst fem nøkler, og settet som ble sendt, har flere',
      check: 'fjern en nøkkel ingen bruker, og legg så til den nye',
    },
    next: ['mp admin key list <client>', 'mp admin key remove <client> <kid>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-private-key',
    authority,
    signs: [{ words: /private (?:key|part)/i, status: [400] }],
    en: {
      means: 'a private key was sent, where only its public half belongs',
      check:
        'whoever has seen the request has the key: take it out of use, make a new one, and register its public half alone',
    },
    nb: {
      means: 'en privat nøkkel ble sendt, der bare den offentlige halvdelen hører hjemme',
      check:
        'den som har sett forespørselen, har nøkkelen: ta den ut av bruk, lag en ny, og registrer bare den offentlige halvdelen',
    },
    next: ['mp key generate -o <file>', 'mp key public <file>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-key',
    authority,
    signs: [
      {
        words:
          /^(?!.*(?:more than|at most|max\w*|over) *(?:5|five)\b)(?!.*private)(?:.*; )?(?:jwks|keys|kid|kty|use|alg|n|e|x5c)(?:[[.][\w.[\]]*)?: /i,
        status: [400],
      },
      { words: /(?:^|; )exp: /, status: [400] },
    ],
    en: {
      means: 'a key of the set is not one that can be registered',
      check:
        'each has kty RSA of 2048 bits or more, use sig, an RS alg, a kid of letters, digits and ._- that no other key has, and exp at most a year ahead; an empty set is sent as DELETE',
    },
    nb: {
      means: 'en nøkkel i settet kan ikke registreres',
      check:
        'hver må ha kty RSA på minst 2048 bit, use sig, en RS-algoritme, en kid av bokstaver, sifre og ._- som ingen annen nøkkel har, og exp høyst ett år fram; et tomt sett sendes som DELETE',
    },
    next: ['mp key public <file>', 'mp admin key add <client> --key <file>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-integration-type',
    authority,
    signs: [{ words: /(?:^|; )integration_type: /, status: [400] }],
    en: {
      means:
        'integration_type has no such value, or was to be changed: what a client is for stays as it was made',
      check: 'make a new client of the other kind, and deactivate the old one when nothing uses it',
    },
    nb: {
      means:
        'integration_type har ikke en slik verdi, eller skulle endres: hva en klient skal brukes til, ligger fast fra den opprettes',
      check: 'lag en ny klient av den andre typen, og deaktiver den gamle når ingen bruker den',
    },
    next: ['mp admin client create --name <name> --description <text> --scope <scope>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-scopes',
    authority,
    signs: [{ words: /(?:^|; )scopes(?:\[\d+\])?: /, status: [400] }],
    en: {
      means:
        'scopes of the client holds one that does not exist in this environment, or that it may not have',
      check: 'search the public list for its exact name; test and production have scopes of their own',
    },
    nb: {
      means: 'scopes på klienten har ett som ikke finnes i dette miljøet, eller som den ikke kan ha',
      check: 'søk opp det nøyaktige navnet i den offentlige listen; test og produksjon har hver sine scopes',
    },
    next: ['mp admin scope search <text>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-orgnr',
    authority,
    signs: [
      { words: /(?:^|; )(?:client_orgno|consumer_orgno|owner_orgno|supplier_orgno|orgno): /, status: [400] },
    ],
    en: {
      means: 'an organisation number is not one',
      check:
        'nine digits, the last a check digit, without 0192: and without spaces; synthetic organisations are for test alone',
    },
    nb: {
      means: 'et organisasjonsnummer er ikke gyldig',
      check:
        'ni sifre, det siste et kontrollsiffer, uten 0192: og uten mellomrom; syntetiske virksomheter gjelder bare i test',
    },
    next: ['mp admin access list <scope>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-auth-method',
    authority,
    signs: [{ words: /(?:^|; )token_endpoint_auth_method: /, status: [400] }],
    en: {
      means: 'a client for Maskinporten authenticates with private_key_jwt, and with nothing else',
      check:
        'leave token_endpoint_auth_method out of what you send, or set it to private_key_jwt; there are no client secrets here',
    },
    nb: {
      means: 'en klient for Maskinporten autentiserer seg med private_key_jwt, og ikke med noe annet',
      check:
        'utelat token_endpoint_auth_method, eller sett den til private_key_jwt; klienthemmeligheter finnes ikke her',
    },
    next: ['mp admin client create --name <name> --description <text> --scope <scope>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-refresh-lifetime',
    authority,
    signs: [{ words: /(?:^|; )refresh_token_lifetime: /, status: [400] }],
    en: {
      means: 'refresh_token_lifetime is not taken: for clients of ID-porten it must be more than 0',
      check: 'leave it out, or set it to a number of seconds; Maskinporten gives no refresh tokens',
    },
    nb: {
      means: 'refresh_token_lifetime godtas ikke: for klienter i ID-porten må den være større enn 0',
      check: 'utelat den, eller sett den til et antall sekunder; Maskinporten gir ingen refresh tokens',
    },
    next: ['mp admin client show <client>'],
    source: 'oslokommune/okdata-maskinporten-api',
  },
  {
    id: 'selfservice-field',
    authority,
    signs: [{ status: [400] }],
    en: {
      means: 'a field of what was sent is missing, or has a value that it may not have',
      check: 'the message names the field; --dry-run prints the whole request without sending it',
    },
    nb: {
      means: 'et felt i det som ble sendt, mangler eller har en ugyldig verdi',
      check: 'meldingen navngir feltet; --dry-run skriver ut hele forespørselen uten å sende den',
    },
    next: ['mp admin client show <client>', 'mp admin scope show <scope>'],
    source: SOURCE,
  },
  {
    id: 'selfservice-request',
    authority,
    signs: [{ status: [405, 406, 413, 415] }],
    en: {
      means: 'the request is not one that this address takes',
      check:
        'is selfservice of the environment the right base address? it ends in /api/v1 for most; does a proxy change the request on its way?',
    },
    nb: {
      means: 'forespørselen er ikke av en type denne adressen tar imot',
      check:
        'er selfservice i miljøet riktig grunnadresse? den slutter på /api/v1 for de fleste; er det en proxy som endrer forespørselen underveis?',
    },
    next: ['mp config show'],
    source: SOURCE,
  },
]
