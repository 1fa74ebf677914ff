/** Whether it is a bearer token by its characters (RFC 6750 section 2.1): nothing that could break a header or a shell line. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9._~+/-]+=*$/.test(value)
}
