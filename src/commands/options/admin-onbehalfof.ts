import { readId, readOrgnr } from '../../protocol/selfservice/identifiers.js'
import { neededText } from './admin-text.js'
import type { OptionGroup, RawOptions } from './option.js'

export const ONBEHALFOF_ADD: OptionGroup = {
  title: 'Onbehalfof options:',
  options: [
    { long: 'id', value: 'id', description: 'the value that a grant says with --on-behalf-of' },
    { long: 'name', value: 'name', description: 'name of the organisation that is acted for' },
    { long: 'orgnr', value: 'orgnr', description: 'its organisation number' },
  ],
}

/** An organisation that a client is to act for. */
export interface OnBehalfOfWish {
  id: string
  name: string
  orgnr: string
}

/** Reads the flags of a new onbehalfof. Throws `MP_USAGE`. */
export function readOnBehalfOfAdd(raw: RawOptions): OnBehalfOfWish {
  return {
    id: readId(neededText(raw, 'id'), 'onbehalfof id'),
    name: neededText(raw, 'name'),
    orgnr: readOrgnr(neededText(raw, 'orgnr')),
  }
}
