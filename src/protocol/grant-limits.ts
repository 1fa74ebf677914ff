/** The longest life Maskinporten allows a grant, in seconds (Digdir, "JWT grant"). */
export const MAX_LIFETIME = 120

/** The algorithms Maskinporten takes (its metadata, `token_endpoint_auth_signing_alg_values_supported`). */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512'] as const

export type Algorithm = (typeof ALGORITHMS)[number]
