import type { Language } from '../../errors.js'
import { ALTINN_AUTH } from './altinn-auth.js'
import { ALTINN_EXCHANGE } from './altinn-exchange.js'
import { ALTINN_VALIDATION } from './altinn-validation.js'
import { MASKINPORTEN } from './maskinporten.js'
import { MASKINPORTEN_UNCODED } from './maskinporten-uncoded.js'
import type { RefusalEntry } from './refusal-entry.js'
import { SELFSERVICE } from './selfservice.js'

/** Refusals of one authority. */
export interface RefusalGroup {
  title: Readonly<Record<Language, string>>
  entries: readonly RefusalEntry[]
}

/** Every refusal that mp knows, by whose it is. */
export const REFUSAL_GROUPS: readonly RefusalGroup[] = [
  {
    title: { en: 'Maskinporten', nb: 'Maskinporten' },
    entries: [...MASKINPORTEN, ...MASKINPORTEN_UNCODED],
  },
  { title: { en: "Altinn's exchange of tokens", nb: 'Altinns tokenveksling' }, entries: ALTINN_EXCHANGE },
  {
    title: { en: "Altinn's system register and system users", nb: 'Altinns systemregister og systembrukere' },
    entries: [...ALTINN_AUTH, ...ALTINN_VALIDATION],
  },
  {
    title: { en: "Digdir's self-service API", nb: 'Digdirs selvbetjenings-API' },
    entries: SELFSERVICE,
  },
]

export const REFUSALS: readonly RefusalEntry[] = REFUSAL_GROUPS.flatMap(({ entries }) => entries)
