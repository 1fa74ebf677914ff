import type { JsonObject } from '../jws.js'
import type { OnBehalfOf, SandboxState } from '../state.js'
import { ANY_TEXT, checkFields, checkReadOnly, type Kinds, ORGNO, TEXT, without } from './fields.js'
import { datesOf } from './instants.js'

/** The name of an onbehalfof in errors. */
export const ON_BEHALF_OF = 'onbehalfof'

const KINDS: Kinds = {
  onbehalfof: TEXT,
  name: TEXT,
  orgno: ORGNO,
  organization_name: ANY_TEXT,
  description: ANY_TEXT,
  client_uri: ANY_TEXT,
  logo_uri: ANY_TEXT,
}

/** An onbehalfof as the API shows it (Digdir: onbehalfof). */
export function onBehalfOfFields(its: OnBehalfOf, state: SandboxState): JsonObject {
  const { onbehalfof, name, orgno, more } = its
  return { ...more, onbehalfof, name, ...(orgno !== undefined && { orgno }), ...datesOf(its, state) }
}

/** What a body makes of an onbehalfof, whole. Complains with 400. */
export function readOnBehalfOfFields(
  body: JsonObject,
  readOnly: JsonObject,
): Pick<OnBehalfOf, 'name' | 'orgno' | 'more'> {
  checkFields(ON_BEHALF_OF, body, KINDS, ['name'])
  checkReadOnly(ON_BEHALF_OF, body, readOnly)
  const { name, orgno } = body as unknown as OnBehalfOf
  const more = without(body, ['onbehalfof', 'name', 'orgno', 'created', 'last_updated'])
  return { name, ...(orgno !== undefined && { orgno }), more }
}
