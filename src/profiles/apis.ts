import { ALTINN } from './apis/altinn.js'
import type { Api } from './apis/api.js'
import { BRREG } from './apis/brreg.js'
import { DIGDIR } from './apis/digdir.js'
import { SKATTEETATEN } from './apis/skatteetaten.js'

/** The APIs everyone has, in the order that people are told of them; docs/apis.md tells the same with its sources. */
export const APIS: readonly Api[] = [...BRREG, ...DIGDIR, ...SKATTEETATEN, ...ALTINN]
