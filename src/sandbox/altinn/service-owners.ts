import { CONSUMER } from '../registry.js'

/** The code of the organisation that owns the apps made for tests (Altinn: `test=true` in the exchange). */
export const TEST_OWNER = 'ttd'
const DIGDIR = 'digdir'

/**
 * The organisations that own services in Altinn, by organisation number (Altinn: altinn-orgs.json). In the sandbox the
 * synthetic consumer counts as Digdir, so that `test=true` has something to change; the supplier owns nothing.
 */
const SERVICE_OWNERS: Readonly<Record<string, string>> = {
  [CONSUMER]: DIGDIR,
  '991825827': DIGDIR,
  '974760673': 'brg',
  '974761076': 'skd',
}

/** The code of a service owner, undefined for whoever is none; `test` makes Digdir the owner of the test apps. */
export function serviceOwner(orgnr: string, test: boolean): string | undefined {
  const owner = SERVICE_OWNERS[orgnr]
  return test && owner === DIGDIR ? TEST_OWNER : owner
}
