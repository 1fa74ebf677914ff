import { describe, expect, it } from 'vitest'
import { renderApis, renderApisJson } from '../../../src/commands/render/apis.js'
import { ENVIRONMENTS, type Environment } from '../../../src/profiles/environments.js'
import { type ApiRow, listApis } from '../../../src/profiles/list-apis.js'
import type { ApiSettings } from '../../../src/profiles/settings.js'

function rows(env?: string, apis: Record<string, ApiSettings> = {}): ApiRow[] {
  const environment = ENVIRONMENTS.find(({ name }) => name === env) as Environment | undefined
  const sourced = Object.entries(apis).map(([name, value]) => [
    name,
    { value, origin: `mp.json: profiles.t.apis.${name}` },
  ])
  return listApis({ environment, apis: Object.fromEntries(sourced) })
}

function only(all: readonly ApiRow[], ...names: readonly string[]): ApiRow[] {
  return names.map((name) => all.find((row) => row.name === name) as ApiRow)
}

const MINE: ApiSettings = {
  baseUrl: 'https://api.example.no',
  scopes: ['x:y', 'x:z'],
  resource: ['urn:x', 'urn:z'],
}

describe('the list for a person', () => {
  it('gives an API a block, and both addresses where no environment is named', () => {
    const text = renderApis(only(rows(), 'losore', 'enhetsregisteret', 'altinn-storage'))
    expect(text).toBe(`APIs in production and in test, for mp call <api>/<path>

losore  Løsøreregisteret, utlegg
  prod    https://losoreregisteret.brreg.no
  test    https://losoreregisteret.ppe.brreg.no
  scope   brreg:losore/utlegg (default)
  token   Maskinporten's
  paging  _links.next
  docs    https://brreg.github.io/docs/apidokumentasjon/losoreregisteret/itu-utt/distributor
  source  brreg/docs, content/apidokumentasjon/losoreregisteret/itu-utt: distributor.md,
          kredittopplysningsforetak.md

enhetsregisteret  Enhetsregisteret, autorisert API (roller med fødselsnummer)
  prod      https://data.brreg.no/enhetsregisteret/autorisert-api
  test      https://data.ppe.brreg.no/enhetsregisteret/autorisert-api
  scope     brreg:data:enhetsregisteret:roller:person:oppslag:fnr (default, under /personer)
  resource  the base URL
  token     Maskinporten's
  docs      https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html
  source    data.brreg.no, the documentation of Enhetsregisteret; scope and resource as NAV calls it

altinn-storage  Altinn Storage (instances)
  prod    https://platform.altinn.no/storage/api/v1
  test    https://platform.tt02.altinn.no/storage/api/v1
  scope   altinn:serviceowner/instances.read (default, reading)
          altinn:serviceowner/instances.write (default, writing)
          altinn:instances.read (reading)
          altinn:instances.write (writing)
  token   Altinn's
  docs    https://docs.altinn.studio/api/storage/spec/
  source  Altinn/altinn-studio-docs: api/storage, api/authentication/digdirscopes
`)
  })

  it('gives the one address of a named environment, and says what to do where there is none', () => {
    const names = ['losore-tlg', 'skatteetaten-aksjonaerregister', 'skatteetaten-restanser']
    const text = renderApis(only(rows('prod'), ...names), { environment: 'prod' })
    expect(text).toContain('APIs in environment "prod", for mp call <api>/<path>\n')
    expect(text).toContain('\n  url     https://losoreregisteret.brreg.no/registerinfo\n')
    expect(text).toContain(
      '\n  url       none here; a profile can name one as apis.skatteetaten-aksjonaerregister.baseUrl\n',
    )
    expect(text).toContain(
      "\n  scope     the profile's (none is known for certain)\n  resource  must not be set\n",
    )
  })

  it('tells of the profile’s own APIs, and where they come from', () => {
    const all = rows('test', { mine: MINE, krr: { resource: [], altinn: true } })
    expect(
      renderApis(only(all, 'mine'), { environment: 'test' }),
    ).toBe(`APIs in environment "test", for mp call <api>/<path>

mine
  url       https://api.example.no
  scope     x:y (default)
            x:z (default)
  resource  urn:x urn:z
  from      mp.json: profiles.t.apis.mine
`)
    const krr = renderApis(only(all, 'krr'))
    expect(krr).toContain("  resource  none\n  token     Altinn's\n")
    expect(krr).toContain('\n  from      mp.json: profiles.t.apis.krr\n')
  })

  it.each([undefined, 'test', 'sandbox'])(
    'stays within 110 columns, and lists everything: %s',
    (environment) => {
      const all = rows(environment)
      const text = renderApis(all, environment === undefined ? {} : { environment })
      const long = text.split('\n').filter((line) => line.length > 110)
      expect(long.filter((line) => !/^ +docs +https:\S+$/.test(line))).toEqual([])
      expect(text.match(/^\S+ {2}\S.*$/gm)).toHaveLength(all.length)
    },
  )

  it('lets no profile write on the screen', () => {
    const text = renderApis(
      rows('test', { 'a\u001b[2J': { baseUrl: 'https://x.no', scopes: ['\u202ex\r'] } }),
    )
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/)
  })
})

describe('the list as JSON', () => {
  it('is one line with every fact, and null for what is not known', () => {
    const text = renderApisJson(only(rows('test', { mine: MINE }), 'losore-tlg', 'altinn-storage', 'mine'), {
      environment: 'test',
    })
    expect(text).toMatch(/^[^\n]+\n$/)
    const scope = (name: string, methods: string | null, isDefault: boolean) => ({
      scope: name,
      path: null,
      methods,
      default: isDefault,
    })
    expect(JSON.parse(text)).toEqual({
      schema: 'mp.apis/1',
      environment: 'test',
      apis: [
        {
          name: 'losore-tlg',
          title: 'Løsøreregisteret, rettsstiftelser',
          origin: 'the catalogue',
          base_url: 'https://losoreregisteret.ppe.brreg.no/registerinfo',
          scopes: [scope('brreg:losore/tlg', null, true)],
          resource: null,
          token: 'maskinporten',
          paging: 'sort-values',
          docs: 'https://brreg.github.io/docs/apidokumentasjon/losoreregisteret/rettsstiftelse/rettsstiftelse_totalbestand',
          source: 'brreg/docs, content/apidokumentasjon/losoreregisteret/rettsstiftelse',
        },
        {
          name: 'altinn-storage',
          title: 'Altinn Storage (instances)',
          origin: 'the catalogue',
          base_url: 'https://platform.tt02.altinn.no/storage/api/v1',
          scopes: [
            scope('altinn:serviceowner/instances.read', 'read', true),
            scope('altinn:serviceowner/instances.write', 'write', true),
            scope('altinn:instances.read', 'read', false),
            scope('altinn:instances.write', 'write', false),
          ],
          resource: null,
          token: 'altinn',
          paging: null,
          docs: 'https://docs.altinn.studio/api/storage/spec/',
          source: 'Altinn/altinn-studio-docs: api/storage, api/authentication/digdirscopes',
        },
        {
          name: 'mine',
          title: null,
          origin: 'mp.json: profiles.t.apis.mine',
          base_url: 'https://api.example.no',
          scopes: [scope('x:y', null, true), scope('x:z', null, true)],
          resource: ['urn:x', 'urn:z'],
          token: null,
          paging: null,
          docs: null,
          source: null,
        },
      ],
    })
  })

  it('has both addresses where no environment is named', () => {
    const { environment, apis } = JSON.parse(renderApisJson(only(rows(), 'skatteetaten-aksjonaerregister')))
    expect(environment).toBeNull()
    expect(apis[0]).toMatchObject({
      base_url: null,
      base_urls: { production: null, test: 'https://api-test.sits.no/api/aksjonaerregister/v1' },
      resource: 'forbidden',
    })
  })

  it('gives every entry of the catalogue a source', () => {
    const { apis } = JSON.parse(renderApisJson(rows()))
    expect(apis.filter(({ source, docs }: { source: unknown; docs: unknown }) => !source || !docs)).toEqual(
      [],
    )
  })
})
