import type { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { Entry, SigningKey } from '../../keys/signing-key.js'
import type { Resolved } from '../../profiles/resolve.js'
import type { ApiRequest } from '../../protocol/api-request.js'
import type { Interval } from '../../protocol/clock.js'
import type { Grant, SignedGrant } from '../../protocol/grant.js'
import type { Algorithm } from '../../protocol/grant-limits.js'
import type { HttpResponse } from '../../protocol/http.js'
import type { Stream } from '../../protocol/http-stream.js'
import type { KnownIssuer } from '../../protocol/lint/rule.js'
import type { Metadata } from '../../protocol/metadata.js'
import type { AccessToken } from '../../protocol/token-endpoint.js'
import type { ObtainTokenPorts } from '../obtain-token.js'
import type { Exchange } from '../plan-exchange.js'
import type { ReadKeystorePorts } from '../read-keystore.js'

/** The steps in the order that they are tried in: each stands on those before it. */
export const STEPS = [
  'configuration',
  'key',
  'certificate',
  'network',
  'clock',
  'metadata',
  'grant',
  'token',
  'scope',
  'altinn',
  'api',
] as const

export type StepName = (typeof STEPS)[number]

/** What came of a step. Facts only: what to do about it is for those who render it. */
export interface Outcome {
  status: 'passed' | 'warned' | 'failed' | 'skipped'
  message: string
  /** The failure, where it was one that any command might have met. */
  error?: MpError
}

export type StepResult = Outcome & { step: StepName }

/** The settings in an environment that can be reached, and what they ask for. */
export interface Configured {
  resolved: Resolved
  grant: Grant
  alg: Algorithm
  altinn: Exchange | undefined
  issuers: readonly KnownIssuer[]
  /** What is called with the token in the end. */
  call: ApiRequest | undefined
  stream: Stream
  ports: ObtainTokenPorts
  warnings: readonly string[]
}

/** What is looked at with. */
export interface ExaminePorts {
  /** Reads the command line and what it leads to. Throws whatever is wrong with them. */
  configure(): Promise<Configured>
  host: ReadKeystorePorts & Pick<Host, 'now' | 'newId'>
  offline: boolean
}

/** What the steps have found so far, for those that come after. */
export interface Chart {
  configured?: Configured
  entry?: Entry
  /** Why the certificate is not to be signed with. */
  unfit?: MpError
  key?: SigningKey
  keyWarnings?: readonly string[]
  answer?: { url: string; response: HttpResponse; times: Interval }
  metadata?: Metadata
  grant?: SignedGrant
  /** The refusal that is about a scope, and not about the grant. */
  scopeRefusal?: MpError
  token?: AccessToken
  altinnToken?: AccessToken
}

/** One step as data. */
export interface Step {
  name: StepName
  /** Steps without which there is nothing to try. A warning is good enough. */
  needs: readonly StepName[]
  /** It asks somebody on the network. */
  network?: true
  /** Throws an `MpError` where it fails for what any command would fail for. */
  run(chart: Chart, ports: ExaminePorts): Promise<Outcome> | Outcome
}

export const passed = (message: string): Outcome => ({ status: 'passed', message })
export const warned = (message: string): Outcome => ({ status: 'warned', message })
export const failed = (message: string): Outcome => ({ status: 'failed', message })
export const skipped = (message: string): Outcome => ({ status: 'skipped', message })

/** What a step before this one has found: it is there, since the step ran. */
export function found<Name extends keyof Chart>(chart: Chart, name: Name): NonNullable<Chart[Name]> {
  const value = chart[name]
  if (value === undefined || value === null) throw new Error(`no step has found the ${name}`)
  return value
}
