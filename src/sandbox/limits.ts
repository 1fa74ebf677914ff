/** The numbers Maskinporten judges a grant by, all in seconds (Digdir: JWT grant). */
export interface Limits {
  /** The longest `exp - iat`. */
  lifetime: number
  /** How far `iat` may be ahead of the server's clock. */
  ahead: number
  /** How far `iat` may be behind the server's clock. */
  behind: number
}

/** The published numbers: a grant lives at most 120 seconds and is issued within 10 seconds of now (Digdir: JWT grant). */
export const LIMITS: Limits = { lifetime: 120, ahead: 10, behind: 10 }
