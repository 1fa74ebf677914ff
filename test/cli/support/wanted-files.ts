import { dump } from 'js-yaml'

/** A file as a test changes it. */
export interface Draft {
  clients: Record<string, unknown>[]
  scopes: Record<string, unknown>[]
  access: { scope: string; consumers: string[] }[]
}

/** Three clients, four scopes and ten grants. */
export function wholeFile(): Draft {
  return {
    clients: [
      {
        name: 'kontroll',
        description: 'Kontrollerer',
        scopes: ['brreg:losore/utlegg', 'sandkasse:demo.les'],
      },
      {
        name: 'nattjobb',
        description: 'Hver natt',
        scopes: ['sandkasse:demo.skriv'],
        accessTokenLifetime: 60,
      },
      { name: 'arkivar', description: 'Arkiverer', scopes: ['sandkasse:arkiv', 'sandkasse:demo.les'] },
    ],
    scopes: [
      { name: 'sandkasse:demo.les', description: 'Lese', visibility: 'private', atMaxAge: 120 },
      {
        name: 'sandkasse:demo.skriv',
        description: 'Skrive',
        longDescription: 'Skrive alt',
        accessibleForAll: false,
      },
      {
        ...{
          name: 'sandkasse:arkiv',
          description: 'Arkivet',
          allowedIntegrationTypes: ['maskinporten', 'krr'],
        },
        delegationSource: 'https://tt02.altinn.no/',
      },
      { name: 'demo:a/b:c', description: 'Med kolon og skråstrek', tokenType: 'self-contained' },
    ],
    access: [
      { scope: 'sandkasse:demo.les', consumers: ['310904473', '313 725 138', '314250052', '974760673'] },
      { scope: 'sandkasse:demo.skriv', consumers: ['0192:313725138', '314250052'] },
      { scope: 'sandkasse:arkiv', consumers: ['310904473', '974760673', 'NO313725138MVA'] },
      { scope: 'demo:a/b:c', consumers: ['974760673'] },
    ],
  }
}

/** As a person writes it. */
export function asYaml(file: unknown): string {
  return dump(file)
}
