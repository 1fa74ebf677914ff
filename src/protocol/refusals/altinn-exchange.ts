import type { RefusalEntry } from './refusal-entry.js'

const source = 'Altinn/altinn-authentication: AuthenticationController'
const authority = 'altinn-exchange'

/** Why Altinn does not give its own token for Maskinporten's. It says little itself: its status is nearly all there is. */
export const ALTINN_EXCHANGE: readonly RefusalEntry[] = [
  {
    id: 'altinn-unknown-provider',
    authority,
    signs: [{ words: /unknown token provider/i }, { status: [400] }],
    en: {
      means: 'what answers there knows no provider "maskinporten"',
      check:
        'does "altinn" of the environment name Altinn\'s platform (https://platform.altinn.no, https://platform.tt02.altinn.no)?',
    },
    nb: {
      means: 'det som svarer der, kjenner ingen leverandør «maskinporten»',
      check:
        'peker «altinn» i miljøet på Altinns plattform (https://platform.altinn.no, https://platform.tt02.altinn.no)?',
    },
    next: ['mp config show'],
    source,
  },
  {
    id: 'altinn-token-refused',
    authority,
    signs: [{ status: [401] }],
    en: {
      means:
        'the token is not taken, and Altinn gives no reason; most often it is of another Maskinporten than this Altinn takes',
      check:
        'name the Altinn that belongs to it with --altinn-env (prod for production, any other for test); otherwise the token had expired when it came there, or was cut short on its way',
    },
    nb: {
      means:
        'tokenet godtas ikke, og Altinn gir ingen grunn; oftest er det fra en annen Maskinporten enn den dette Altinn-miljøet godtar',
      check:
        'oppgi Altinn-miljøet som hører til med --altinn-env (prod for produksjon, alle andre for test); ellers var tokenet utløpt da det kom fram, eller kuttet underveis',
    },
    next: ['mp token --altinn-env tt02', 'mp doctor'],
    source,
  },
  {
    id: 'altinn-partner-scope',
    authority,
    signs: [{ status: [403] }],
    en: {
      means: 'the token is good, but Altinn gives none in exchange: it holds no scope that would allow it',
      check:
        "is a scope of Altinn's (altinn:...) among those asked for, and the token one of Maskinporten's, not of ID-porten's?",
    },
    nb: {
      means: 'tokenet er gyldig, men Altinn veksler det ikke inn: det har ikke noe scope som gir lov til det',
      check:
        'er et av Altinns scopes (altinn:...) blant dem det ble bedt om, og er tokenet fra Maskinporten, ikke fra ID-porten?',
    },
    next: ['mp token --scope altinn:instances.read --altinn', 'mp decode -'],
    source,
  },
  {
    id: 'altinn-enterprise-user',
    authority,
    signs: [{ words: /virksomhetsbruker/i }, { status: [410] }],
    en: {
      means: 'enterprise users (virksomhetsbruker) are gone since Altinn 2 was shut down in 2026',
      check:
        'take the header X-Altinn-EnterpriseUser-Authentication away, and use a system user, with --systemuser-org',
    },
    nb: {
      means: 'virksomhetsbrukere finnes ikke lenger etter at Altinn 2 ble slått av i 2026',
      check:
        'fjern headeren X-Altinn-EnterpriseUser-Authentication, og bruk en systembruker, med --systemuser-org',
    },
    next: ['mp token --systemuser-org <orgnr>'],
    source: 'Altinn/altinn-authentication: docs/adr/0004-sbl-bridge-altinn2-decommission.md',
  },
  {
    id: 'altinn-locked',
    authority,
    signs: [{ status: [429] }],
    en: {
      means:
        'too many attempts: the account of a self-identified user is locked for a while, or Altinn wants fewer requests',
      check:
        'wait before the next attempt; behind the token of an organisation there is no such account, and only the number of requests counts',
    },
    nb: {
      means:
        'for mange forsøk: kontoen til en selvidentifisert bruker er låst en stund, eller Altinn vil ha færre forespørsler',
      check:
        'vent før neste forsøk; bak tokenet til en virksomhet er det ingen slik konto, og da er det bare antallet forespørsler som teller',
    },
    next: ['mp decode -'],
    source,
  },
]
