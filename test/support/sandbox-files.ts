import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { CLIENT_IDS } from '../../src/sandbox/registry.js'

export { CLIENT_IDS }

/** A file of the sandbox's state: `consumer.p12`, `consumer.password`, `consumer.jwk.json`, `supplier.p12` … */
export function sandboxFile(name: string): string {
  return join(inject('stateHome'), 'maskinporten', 'sandbox', 'state-1', name)
}

export function sandboxPassword(owner: 'consumer' | 'supplier'): string {
  return readFileSync(sandboxFile(`${owner}.password`), 'utf8').trim()
}

/** The claims of a token or grant, unverified. */
export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.trim().split('.')[1] ?? '', 'base64url').toString())
}

/** The header of a token or grant. */
export function headerOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.trim().split('.')[0] ?? '', 'base64url').toString())
}
