/** The path that all resources are below. */
export const BASE = '/api/v1'
export const BELOW_BASE = /^\/api\/v1(?:\/|$)/
