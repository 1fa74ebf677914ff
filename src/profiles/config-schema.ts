import * as v from 'valibot'
import { ALGORITHMS, MAX_LIFETIME } from '../protocol/grant-limits.js'
import { parseOrgnr } from '../protocol/orgnr.js'
import { isSecureUrl } from '../protocol/secure-url.js'

/** The configuration file's shape: its types, its validation and, through `npm run build`, its JSON Schema. */

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))
const variable = v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'))
const secureUrl = v.pipe(
  text,
  v.check(isSecureUrl, 'must be an https: URL (plain http: is for this machine alone)'),
)
const orgnr = v.pipe(
  text,
  v.check(
    (value) => parseOrgnr(value) !== undefined,
    'is not an organisation number (nine digits, modulus 11)',
  ),
)

/** A secret by reference, or in plain text, which is accepted with a warning. */
export const SecretReference = v.union(
  [
    v.strictObject({ env: variable }),
    v.strictObject({ file: text }),
    v.strictObject({ command: v.pipe(v.array(text), v.minLength(1, 'must name a program')) }),
    text,
  ],
  'must be { "env": "NAME" }, { "file": "path" } or { "command": ["program", "argument"] }',
)

const Key = v.strictObject({
  file: v.optional(text),
  alias: v.optional(text),
  kid: v.optional(text),
  password: v.optional(SecretReference),
  entryPassword: v.optional(SecretReference),
})

const Api = v.strictObject({
  baseUrl: v.optional(secureUrl),
  scopes: v.optional(v.array(text)),
  resource: v.optional(v.array(text)),
})

const Profile = v.strictObject({
  extends: v.optional(text),
  environment: v.optional(text),
  clientId: v.optional(text),
  key: v.optional(Key),
  alg: v.optional(v.picklist(ALGORITHMS, 'must be RS256, RS384 or RS512')),
  scopes: v.optional(v.array(text)),
  resource: v.optional(v.array(text)),
  consumerOrg: v.optional(orgnr),
  onBehalfOf: v.optional(text),
  systemuserOrg: v.optional(orgnr),
  externalRef: v.optional(text),
  authorizationDetails: v.optional(v.array(v.looseObject({ type: text }))),
  lifetime: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be whole seconds'),
      v.minValue(1, 'must be at least 1 second'),
      v.maxValue(MAX_LIFETIME, `must be at most ${MAX_LIFETIME} seconds`),
    ),
  ),
  altinn: v.optional(v.boolean()),
  altinnEnv: v.optional(text),
  altinnTest: v.optional(v.boolean()),
  apis: v.optional(v.record(text, Api)),
})

const CustomEnvironment = v.strictObject({
  issuer: secureUrl,
  tokenEndpoint: v.optional(secureUrl),
  altinn: v.optional(secureUrl),
  selfservice: v.optional(secureUrl),
})

export const ConfigFile = v.strictObject({
  $schema: v.optional(v.string()),
  defaultProfile: v.optional(text),
  profiles: v.optional(v.record(text, Profile)),
  environments: v.optional(v.record(text, CustomEnvironment)),
})

export type ConfigFile = v.InferOutput<typeof ConfigFile>
export type Profile = v.InferOutput<typeof Profile>
export type CustomEnvironment = v.InferOutput<typeof CustomEnvironment>
export type SecretReference = v.InferOutput<typeof SecretReference>
