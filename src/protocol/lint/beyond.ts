import type { Unseen } from './rule.js'

const REGISTER = { why: 'what is registered at Maskinporten is not seen here' }
const ALTINN = { why: 'Altinn knows, and is not asked' }
const REQUEST = { why: 'the request that carries the grant is not seen here' }

/** Published rules that nobody can ask with the grant alone, by id, and why. */
export const BEYOND: Readonly<Record<string, Unseen>> = {
  'form.method': REQUEST,
  'form.content-type': REQUEST,
  'form.once': REQUEST,
  'form.grant-type.present': REQUEST,
  'form.grant-type': REQUEST,
  'form.assertion': REQUEST,
  'client.active': REGISTER,
  'credential.registered': REGISTER,
  'kid.current': REGISTER,
  'grant.unused': { why: 'a grant buys one token, and only Maskinporten knows whether it has' },
  'scope.integration-type': REGISTER,
  'scope.access': REGISTER,
  'scope.delegated': ALTINN,
  'details.system-user': ALTINN,
  'details.consent': ALTINN,
}
