import type { RefusalEntry } from './refusal-entry.js'

const SYSTEM = {
  en: 'validationErrors in the answer says where in the body, under paths; correct it there and send it again',
  nb: 'validationErrors i svaret sier hvor i body-en, under paths; rett det der og send på nytt',
  next: ['mp call altinn-authentication/systemregister/vendor'],
} as const
const RESOURCES = {
  en: 'compare id and value of each resource and access package with the resource registry of this environment',
  nb: 'sammenlign id og value for hver ressurs og tilgangspakke med ressursregisteret i dette miljøet',
  next: ['mp call altinn-resourceregistry/resource/resourcelist'],
} as const
const QUERY = {
  en: "compare the query parameters with the API's description, and the ids with those that it lists",
  nb: 'sammenlign query-parameterne med API-beskrivelsen, og id-ene med dem API-et lister opp',
  next: ['mp call altinn-authentication/enduser/systemuser/agents'],
} as const

/** What Altinn's system register finds wrong with a body. Each stands as `code` among `validationErrors` of the answer. */
export const ALTINN_VALIDATION: readonly RefusalEntry[] = [
  fault(
    0,
    'an organisation is not written as ISO 6523 has it: 0192:<nine digits>',
    'en virksomhet er ikke skrevet etter ISO 6523: 0192:<ni sifre>',
    SYSTEM,
  ),
  fault(
    1,
    "the system's id must be <vendor's organisation number>_<name>",
    'systemets id må være <leverandørens organisasjonsnummer>_<navn>',
    SYSTEM,
  ),
  fault(
    2,
    'a system with this id is registered already',
    'et system med denne id-en er alt registrert',
    SYSTEM,
  ),
  fault(
    3,
    'a resource among the rights is not in the resource registry',
    'en ressurs blant rettighetene finnes ikke i ressursregisteret',
    RESOURCES,
  ),
  fault(
    4,
    'a client id belongs to another system already',
    'en clientId hører alt til et annet system',
    SYSTEM,
  ),
  fault(
    5,
    'a redirect URL is not written as https://…',
    'en redirectUrl er ikke skrevet som https://…',
    SYSTEM,
  ),
  fault(6, 'a right stands there twice', 'en rettighet står der to ganger', SYSTEM),
  fault(7, 'an access package stands there twice', 'en tilgangspakke står der to ganger', SYSTEM),
  fault(
    8,
    'an access package does not exist, or cannot be delegated',
    'en tilgangspakke finnes ikke, eller kan ikke delegeres',
    RESOURCES,
  ),
  fault(
    9,
    'the id of a resource must be urn:altinn:resource',
    'id for en ressurs må være urn:altinn:resource',
    RESOURCES,
  ),
  fault(11, 'a client id stands there twice', 'en clientId står der to ganger', SYSTEM),
  fault(
    12,
    "the system's id in the body is another than the one in the address",
    'systemets id i body-en er en annen enn den i adressen',
    SYSTEM,
  ),
  fault(13, "there is a space in the system's id", 'det er mellomrom i systemets id', SYSTEM),
  fault(
    14,
    'the agent in the query is missing or not a valid id, or there is no such system user',
    'agent i query mangler eller er ikke en gyldig id, eller systembrukeren finnes ikke',
    QUERY,
  ),
  fault(15, 'the system user is not one for an agent', 'systembrukeren er ikke en agentsystembruker', QUERY),
  fault(
    16,
    'the client in the query is missing or not a valid id',
    'client i query mangler eller er ikke en gyldig id',
    QUERY,
  ),
  fault(
    17,
    'a resource among the rights is of a kind that cannot be delegated',
    'en ressurs blant rettighetene er av en type som ikke kan delegeres',
    RESOURCES,
  ),
  fault(
    18,
    'a system with access packages for clients cannot be isVisible: true',
    'et system med tilgangspakker for klientforhold kan ikke ha isVisible: true',
    SYSTEM,
  ),
]

function fault(
  number: number,
  en: string,
  nb: string,
  help: { en: string; nb: string; next: readonly string[] },
): RefusalEntry {
  return {
    id: `AUTH.VLD-${String(number).padStart(5, '0')}`,
    authority: 'altinn-authentication',
    signs: [],
    en: { means: en, check: help.en },
    nb: { means: nb, check: help.nb },
    next: help.next,
    source: 'Altinn/altinn-authentication: ValidationErrors.cs',
  }
}
