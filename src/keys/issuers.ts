// The authorities whose certificates Maskinporten takes: Buypass and Commfides, each with a chain for test.

const TEST_NAME = /Test4|TEST/
/** Commfides' test policies, and Buypass's before 2021. */
const TEST_POLICIES = ['2.16.578.1.29.913', '2.16.578.1.26.1.0']
const PRODUCTION_NAMES: readonly string[] = [
  'Buypass Class 3 CA 3',
  'Buypass Class 3 CA G2 ST Business',
  'Buypass Class 3 CA G2 HT Business',
  'Buypass Class 3 Root CA',
  'Buypass Class 3 Root CA G2 ST',
  'Buypass Class 3 Root CA G2 HT',
  'Commfides Legal Person - G3',
  'Commfides Root CA - G3',
]

/** Which of Maskinporten's environments a certificate is for, by its issuer's common names and its own policies. */
export function issuedFor(
  issuerNames: readonly string[],
  policies: readonly string[],
): 'test' | 'production' | undefined {
  const isTest = (policy: string) =>
    TEST_POLICIES.some((arc) => policy === arc || policy.startsWith(`${arc}.`))
  if (issuerNames.some((name) => TEST_NAME.test(name)) || policies.some(isTest)) return 'test'
  return issuerNames.some((name) => PRODUCTION_NAMES.includes(name)) ? 'production' : undefined
}
