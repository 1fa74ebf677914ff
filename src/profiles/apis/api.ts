/** One scope that lets a token in, and where: everywhere when nothing is said. */
export interface ScopeRule {
  scope: string
  when?: {
    /** Start of the path after the base URL, up to the end of a segment. */
    path?: string
    /** `read` is GET, HEAD and OPTIONS, `write` every other method. */
    methods?: 'read' | 'write'
  }
}

/** Where an API is, in production and in test; one of them may not be known. */
export interface OwnBase {
  production?: string
  test?: string
}

/** Altinn's APIs stand at a path of the platform, whose origin the environment tells. */
export interface PlatformBase {
  platform: string
}

/** One API of the catalogue: facts of its owner's documentation, and nothing that was not found there. */
export interface Api {
  name: string
  title: string
  base: OwnBase | PlatformBase
  /** Path at the sandbox; else the platform's, else `/apis/<name>`. */
  sample?: string
  /** Where the base URL is the start of other APIs too: the path that is this one's. */
  area?: string
  /** In order of preference. None: not known, the profile says which. */
  scopes: readonly ScopeRule[]
  /** Whether the grant's `resource` must name the base URL, or must not be there. Undefined: nothing is known. */
  resource?: 'forbidden' | 'base-url'
  /** Whose token it takes. Undefined: not known. */
  token?: 'maskinporten' | 'altinn' | 'either'
  /** How it says that there is more. Undefined: not at all, or not in a way that mp follows. */
  paging?: 'link' | 'hal' | 'sort-values'
  /** Address of the documentation. */
  docs: string
  /** Where the facts are from. */
  source: string
}

/** The names, each a way in everywhere, in order of preference. */
export function scopes(...names: readonly string[]): ScopeRule[] {
  return names.map((scope) => ({ scope }))
}

/** One scope for reading, one for writing. */
export function readWrite(read: string, write: string): ScopeRule[] {
  return [
    { scope: read, when: { methods: 'read' } },
    { scope: write, when: { methods: 'write' } },
  ]
}
