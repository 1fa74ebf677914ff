/** Seconds since 1970 as ISO 8601 in UTC, to the second. */
export function isoSecond(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

/** The day alone. */
export function isoDay(seconds: number): string {
  return isoSecond(seconds).slice(0, 10)
}
