import { detailsOf } from '../rules/details.js'
import { claimsOf } from '../rules/rule.js'
import type { TakenApart } from '../take-apart.js'

type Reading = (context: TakenApart) => boolean

const hasHeader = (name: string) => (context: TakenApart) => context.jws?.header[name] !== undefined
const hasClaim = (name: string) => (context: TakenApart) => claimsOf(context)[name] !== undefined
const hasDetails: Reading = (context) => detailsOf(context).length > 0

/** Rules that are about something a grant need not have, by how their ids begin. Where it is not there, they hold and mean nothing. */
const ABOUT: readonly (readonly [string, Reading])[] = [
  ['kid.', hasHeader('kid')],
  ['certificate.', hasHeader('x5c')],
  ['header.x5c', hasHeader('x5c')],
  ['credential.registered', hasHeader('x5c')],
  ['claims.jti', hasClaim('jti')],
  ['claims.resource', hasClaim('resource')],
  ['consumer_org.', hasClaim('consumer_org')],
  ['iss_onbehalfof.', hasClaim('iss_onbehalfof')],
  ['pid.', hasClaim('pid')],
  ['scope.delegated', hasClaim('consumer_org')],
  ['details.list', hasClaim('authorization_details')],
  ['details.', hasDetails],
]

/** Whether a rule is about something that this grant has. */
export function concerns(id: string, context: TakenApart): boolean {
  const about = ABOUT.find(([prefix]) => id.startsWith(prefix))
  return about === undefined || about[1](context)
}

/** What must hold before a rule can be asked at all, by how its id begins: the first that fits. */
const NEEDS: readonly (readonly [string, readonly string[]])[] = [
  ['form.method', []],
  ['form.content-type', []],
  ['form.once', ['form.content-type']],
  ['form.grant-type.present', ['form.content-type']],
  ['form.grant-type', ['form.grant-type.present']],
  ['form.assertion', ['form.content-type']],
  ['jwt.shape', ['form.assertion']],
  ['header.', ['jwt.shape']],
  ['client.known', ['jwt.shape']],
  ['client.active', ['client.known']],
  ['credential.', ['client.known']],
  ['kid.current', ['kid.known']],
  ['kid.', ['client.known']],
  ['certificate.organisation', ['client.known', 'header.x5c']],
  ['certificate.', ['header.x5c']],
  ['signature', ['header.alg', 'header.crit', 'header.one-credential', 'header.x5c', 'kid.known']],
  ['claims.iat.', ['claims.iat']],
  ['claims.exp.passed', ['claims.exp']],
  ['claims.exp.', ['claims.iat', 'claims.exp']],
  ['claims.', ['jwt.shape']],
  ['consumer_org.', ['client.known']],
  ['iss_onbehalfof.', ['client.known']],
  ['pid.', ['jwt.shape']],
  ['details.list', ['jwt.shape']],
  ['grant.unused', ['jwt.shape']],
  ['scope.present', ['jwt.shape']],
  ['scope.registered', ['client.known', 'scope.present']],
  ['scope.', ['client.known', 'scope.registered']],
  ['details.', ['client.known', 'details.list']],
]

/** The ids of the rules that must hold before this one can be asked; they have needs of their own. */
export function needsOf(id: string): readonly string[] {
  return NEEDS.find(([prefix]) => id.startsWith(prefix))?.[1] ?? []
}
