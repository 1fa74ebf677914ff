/** What a grant is to be made of: a maker takes it as it is, right or wrong. */
export interface Wish {
  alg: string
  /** PKCS#8, PEM. */
  key: string
  /** The header beside `alg`. */
  header: Record<string, unknown>
  claims: Record<string, unknown>
}

/** Software that makes grants, none of it ours. */
export interface Maker {
  name: string
  /** Why it makes none on this machine. */
  missing?: string
  make(wishes: readonly Wish[]): Promise<string[]>
}
