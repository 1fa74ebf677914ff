import type { HttpResponse } from '../../protocol/http.js'
import {
  EXCHANGE_PATH,
  enterpriseUserIsGone,
  silent,
  unauthorized,
  unknownProvider,
} from '../altinn/exchange-refusals.js'
import type { Published } from './published.js'

/** What Altinn says instead of a token of its own: seldom more than a status (Altinn: token exchange). */
export const EXCHANGE_REFUSALS: readonly Published[] = [
  said('altinn-unknown-provider', unknownProvider),
  said('altinn-token-refused', unauthorized),
  said('altinn-partner-scope', () => silent(403)),
  said('altinn-enterprise-user', enterpriseUserIsGone),
  said('altinn-locked', () => silent(429)),
]

function said(name: string, answer: () => HttpResponse): Published {
  return { name, voice: "Altinn's exchange", at: EXCHANGE_PATH, answer }
}
