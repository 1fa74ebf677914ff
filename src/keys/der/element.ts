/** One BER value (X.690): `raw` is all of it, `content` what stands between its head and its end. */
export interface Element {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number
  readonly raw: Buffer
  readonly content: Buffer
  /** Empty for a primitive value. Read when asked for, so asking may throw. */
  readonly children: readonly Element[]
}

export const BOOLEAN = 0x01
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const NULL = 0x05
export const OBJECT_IDENTIFIER = 0x06
export const SEQUENCE = 0x30
export const SET = 0x31

/** The bit that says a value is made of values. */
export const CONSTRUCTED = 0x20

/** The tag of a constructed `[n]`. */
export function context(n: number): number {
  return 0xa0 | n
}
