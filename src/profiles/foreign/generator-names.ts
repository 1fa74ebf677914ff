/** The properties that jwt-grant-generator knows. The value of a secret one is never shown. */
export const GENERATOR_NAMES = [
  'issuer',
  'audience',
  'resource',
  'scope',
  'pid',
  'consumer_org',
  'token.endpoint',
  'keystore.type',
  'keystore.file',
  'keystore.password',
  'keystore.alias',
  'keystore.alias.password',
  'keystore.kid',
] as const

export type GeneratorName = (typeof GENERATOR_NAMES)[number]

export function isGeneratorName(name: string): name is GeneratorName {
  return (GENERATOR_NAMES as readonly string[]).includes(name)
}

/** A keystore may stand in its property whole, private keys and all. */
export function isSecret(name: GeneratorName, value: string): boolean {
  return (
    name === 'pid' || name.endsWith('password') || (name === 'keystore.file' && value.startsWith('base64:'))
  )
}
