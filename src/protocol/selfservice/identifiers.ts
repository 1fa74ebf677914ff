import { MpError } from '../../errors.js'
import { printable } from '../../printable.js'
import { parseOrgnr } from '../orgnr.js'

// What a person names stands in addresses whose neighbours delete other things: everything is judged before one is built.

/** The nine digits of an organisation number. Throws `MP_USAGE`. */
export function readOrgnr(text: string): string {
  const digits = parseOrgnr(text)
  if (digits !== undefined) return digits
  throw new MpError(
    'MP_USAGE',
    `organisation number "${printable(text)}" is not one: nine digits, the last a check digit`,
  )
}

/** Kinds of names that consist of letters, digits, dot, underscore and hyphen. */
export type IdKind = 'client id' | 'onbehalfof id' | 'kid'

/** A name of Digdir's or for Digdir, as it stands in an address. Throws `MP_USAGE`. */
export function readId(text: string, kind: IdKind): string {
  if (/^[\w.-]{1,255}$/.test(text) && isSafeInAddress(text)) return text
  const why = 'letters A to Z, digits, dot, underscore and hyphen make one'
  throw new MpError('MP_USAGE', `${kind} "${printable(text)}" cannot be used: ${why}`)
}

/** The kid of a key that is registered, whatever it was called once. It stands in no address. Throws `MP_USAGE`. */
export function readListedKid(text: string): string {
  if (isSafeInAddress(text)) return text
  throw new MpError('MP_USAGE', `kid "${printable(text)}" cannot be one`)
}

/** A scope's name, `prefix:subscope`. Real ones hold many characters; white space and what breaks an address are none of them. Throws `MP_USAGE`. */
export function readScopeName(text: string): string {
  if (/^[^\s%\\:]+:[^\s%\\]+$/.test(text) && isWhole(text) && !/(^|[:/])\.{1,2}([:/]|$)/.test(text))
    return text
  throw new MpError('MP_USAGE', `scope "${printable(text)}" is not of the form prefix:subscope`)
}

/** Whether the text is without control characters, and without halves of characters, which cannot be encoded. */
export function isWhole(text: string): boolean {
  return !/[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u.test(text)
}

/** Whether the text may be one segment of an address: encoded or not, it leads nowhere else. */
export function isSafeInAddress(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/\\%]/.test(text) && isWhole(text)
}
