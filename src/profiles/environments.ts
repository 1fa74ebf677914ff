/** One Maskinporten and what belongs to it. The issuer stands exactly as the grant's `aud` must have it. */
export interface Environment {
  readonly name: string
  readonly issuer: string
  /** Undefined: to be read from the issuer's metadata. */
  readonly tokenEndpoint?: string
  /** Its metadata, where that is not at RFC 8414's place. */
  readonly metadata?: string
  /** Where the keys of its tokens are. Undefined: its metadata says so. */
  readonly keys?: { readonly maskinporten: string; readonly altinn: string }
  /** Origin of Altinn's platform APIs. */
  readonly altinn?: string
  /** Base URL of Digdir's self-service API. */
  readonly selfservice?: string
  /** Which certificates belong here. Undefined: mp cannot know. */
  readonly certificates?: 'test' | 'production'
  /** Origin of the sandbox's sample APIs, where the catalogue's APIs are instead of at their owners'. */
  readonly samples?: string
  /** What a person should know before using it. */
  readonly warning?: string
}

/** The sandbox's own port, and with it the name its tokens are issued under. */
export const SANDBOX_ORIGIN = 'http://127.0.0.1:8473'

const SELFSERVICE_TEST = 'https://api.test.samarbeid.digdir.no/api/v1'
const ALTINN_TEST = 'https://platform.tt02.altinn.no'

/** The environments everyone has (Digdir, "Well-known", "Skyporten"; Altinn, "Environments"). */
export const ENVIRONMENTS: readonly Environment[] = [
  {
    name: 'test',
    issuer: 'https://test.maskinporten.no/',
    tokenEndpoint: 'https://test.maskinporten.no/token',
    altinn: ALTINN_TEST,
    selfservice: SELFSERVICE_TEST,
    certificates: 'test',
  },
  {
    name: 'prod',
    issuer: 'https://maskinporten.no/',
    tokenEndpoint: 'https://maskinporten.no/token',
    altinn: 'https://platform.altinn.no',
    selfservice: 'https://api.samarbeid.digdir.no/api/v1',
    certificates: 'production',
  },
  {
    name: 'ver2',
    issuer: 'https://ver2.maskinporten.no/',
    tokenEndpoint: 'https://ver2.maskinporten.no/token',
    altinn: ALTINN_TEST,
    selfservice: SELFSERVICE_TEST,
    certificates: 'test',
    warning: 'Digdir switched environment "ver2" off on 2024-06-10; "test" took over',
  },
  {
    name: 'sandbox',
    issuer: `${SANDBOX_ORIGIN}/`,
    tokenEndpoint: `${SANDBOX_ORIGIN}/token`,
    altinn: SANDBOX_ORIGIN,
    selfservice: `${SANDBOX_ORIGIN}/api/v1`,
    certificates: 'test',
    samples: SANDBOX_ORIGIN,
  },
  {
    name: 'skyporten-test',
    issuer: 'https://test.sky.maskinporten.no',
    tokenEndpoint: 'https://test.sky.maskinporten.no/token',
    metadata: 'https://test.sky.maskinporten.no/.well-known/openid-configuration',
    certificates: 'test',
  },
  {
    name: 'skyporten',
    issuer: 'https://sky.maskinporten.no',
    tokenEndpoint: 'https://sky.maskinporten.no/token',
    metadata: 'https://sky.maskinporten.no/.well-known/openid-configuration',
    certificates: 'production',
  },
]
