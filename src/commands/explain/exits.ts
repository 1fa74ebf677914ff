import type { KnownRefusal } from '../../errors.js'

/** What each exit code says of a run. mp's own codes (`MP_KEY_UNFIT`) are explained by the exit code that they end with. */
export const EXITS: readonly KnownRefusal[] = [
  exit(0, {
    en: { means: 'it is done', check: 'the result stands on standard output' },
    nb: { means: 'det er utført', check: 'resultatet står på standard ut' },
    next: [],
  }),
  exit(1, {
    en: { means: 'a bug in mp', check: 'please report it, with the output of --verbose' },
    nb: { means: 'en feil i selve mp', check: 'meld gjerne fra, med utskriften fra --verbose' },
    next: [],
  }),
  exit(2, {
    en: {
      means: 'the command line is wrong: an unknown flag, or an argument that is missing or malformed',
      check: 'the message names it as it was typed; --help after the command shows what there is',
    },
    nb: {
      means: 'kommandolinjen er feil: et ukjent flagg, eller et argument som mangler eller har feil form',
      check: 'meldingen navngir det slik det ble skrevet; --help etter kommandoen viser hva som finnes',
    },
    next: [],
  }),
  exit(3, {
    en: {
      means: 'the configuration, the keystore, the key or its certificate cannot be used; nothing was sent',
      check:
        'mp config show tells what would be used and where each value came from, mp key inspect what the keystore holds',
    },
    nb: {
      means: 'konfigurasjonen, keystoren, nøkkelen eller sertifikatet kan ikke brukes; ingenting ble sendt',
      check:
        'mp config show viser hva som ville blitt brukt og hvor hver verdi kommer fra, mp key inspect hva keystoren inneholder',
    },
    next: ['mp config validate', 'mp key inspect'],
  }),
  exit(4, {
    en: {
      means: 'Maskinporten, Altinn or the self-service API refused',
      check: 'the code in the message, or the whole answer, can be explained further',
    },
    nb: {
      means: 'Maskinporten, Altinn eller selvbetjenings-API-et avviste forespørselen',
      check: 'koden i meldingen, eller hele svaret, kan forklares nærmere',
    },
    next: ['mp explain -'],
  }),
  exit(5, {
    en: {
      means: 'there was no answer, or one that makes no sense',
      check:
        'try again, unless a hint says that the API may have done what it was asked; otherwise look at network, proxy and TLS',
    },
    nb: {
      means: 'det kom ikke noe svar, eller et svar som ikke gir mening',
      check:
        'prøv igjen, med mindre et hint sier at API-et kan ha utført det; se ellers på nettverk, proxy og TLS',
    },
    next: ['mp doctor'],
  }),
  exit(6, {
    en: { means: 'the API that was called answered 4xx', check: 'what it said is on standard output' },
    nb: { means: 'API-et som ble kalt, svarte 4xx', check: 'det API-et sa, står på standard ut' },
    next: ['mp call --list'],
  }),
  exit(7, {
    en: { means: 'the API that was called answered 5xx: the fault is its own', check: 'try again later' },
    nb: { means: 'API-et som ble kalt, svarte 5xx: feilen er dets egen', check: 'prøv igjen senere' },
    next: ['mp call --list'],
  }),
  exit(8, {
    en: {
      means: 'a check found something, or a search nothing',
      check: 'what was found stands on standard output, one finding a line',
    },
    nb: {
      means: 'en kontroll fant noe, eller et oppslag fant ingenting',
      check: 'det som ble funnet, står på standard ut, ett funn per linje',
    },
    next: ['mp key check', 'mp config validate'],
  }),
  exit(10, {
    en: {
      means: 'a change in production, or one that loses something, was not confirmed; nothing was sent',
      check: '--dry-run shows what would be done, and --yes confirms it',
    },
    nb: {
      means: 'en endring i produksjon, eller en som sletter noe, ble ikke bekreftet; ingenting ble sendt',
      check: '--dry-run viser hva som ville blitt gjort, og --yes bekrefter det',
    },
    next: ['mp admin apply --dry-run <file>'],
  }),
  exit(126, {
    en: {
      means: 'mp exec: the program cannot be run',
      check: 'may you run it, and is its interpreter there?',
    },
    nb: {
      means: 'mp exec: programmet kan ikke kjøres',
      check: 'har du lov til å kjøre det, og finnes tolken det ber om?',
    },
    next: [],
  }),
  exit(127, {
    en: {
      means: 'mp exec: there is no such program',
      check: 'is its name spelt right, and its folder in PATH?',
    },
    nb: {
      means: 'mp exec: det finnes ikke noe slikt program',
      check: 'er navnet riktig stavet, og står mappen i PATH?',
    },
    next: [],
  }),
  exit(130, {
    en: { means: 'it was interrupted', check: 'where the run can be resumed, the same command goes on' },
    nb: { means: 'kjøringen ble avbrutt', check: 'der den kan gjenopptas, fortsetter samme kommando' },
    next: [],
  }),
]

function exit(code: number, said: Omit<KnownRefusal, 'id' | 'source'>): KnownRefusal {
  return { id: `exit-${code}`, source: 'mp: exit codes', ...said }
}
