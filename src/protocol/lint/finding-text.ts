import type { Finding } from './lint.js'

/** What is wrong, after the place it is wrong at where that is within a list: a message there says of it what it is. */
export function findingText({ path, message }: Pick<Finding, 'path' | 'message'>): string {
  const isInList = path.startsWith('header.x5c[') || path.includes('].') || path.endsWith(']')
  return isInList ? `${path} ${message}` : message
}
