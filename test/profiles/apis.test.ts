import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { baseUrlOf } from '../../src/profiles/api-base.js'
import { APIS } from '../../src/profiles/apis.js'
import { ENVIRONMENTS, SANDBOX_ORIGIN } from '../../src/profiles/environments.js'
import { listApis } from '../../src/profiles/list-apis.js'
import { CONSUMER, makeRegistry } from '../../src/sandbox/registry.js'

/** Every scope that its owner's documentation or source names, read there and written down here by hand. */
const CONFIRMED = `
  brreg:losore/utlegg brreg:losore/tlg brreg:ektepakt/tlg brreg:mottak
  brreg:reelle/offentlig brreg:reelle/rapporteringspliktig brreg:reelle/rapporteringspliktig.begrenset
  brreg:reelle/media brreg:reelle/sivilsamfunnsorganisasjon brreg:reelle/hoeyereutdanningsinstitusjon
  brreg:data:enhetsregisteret:roller:person:oppslag:fnr
  krr:global/kontaktinformasjon.read krr:global/digitalpost.read
  folkeregister:deling/offentligmedhjemmel folkeregister:deling/offentligutenhjemmel
  folkeregister:deling/privatutenhjemmel folkeregister:deling/privat
  folkeregister:deling/privatutenfolkeregisteridentifikator folkeregister:deling/finans
  folkeregister:deling/presse folkeregister:deling/presseutenfolkeregisteridentifikator
  folkeregister:deling/utstedereid
  skatteetaten:inntekt skatteetaten:inntektsmottakere skatteetaten:tjenestepensjonsavtale
  skatteetaten:kravogbetalinger skatteetaten:beregnetskattupersonlig skatteetaten:naeringsspesifikasjon
  skatteetaten:formuesobjektfasteiendom skatteetaten:innrapporteringaksjonaerregisteroppgave
  skatteetaten:formueinntekt/skattemelding
  altinn:serviceowner/instances.read altinn:serviceowner/instances.write
  altinn:instances.read altinn:instances.write
  altinn:serviceowner/notifications.create altinn:serviceowner/notifications.read
  altinn:events.subscribe altinn:events.publish altinn:events.publish.admin
  altinn:correspondence.read altinn:correspondence.write altinn:broker.read altinn:broker.write
  digdir:dialogporten digdir:dialogporten.serviceprovider digdir:dialogporten.serviceprovider.search
  altinn:resourceregistry/resource.read altinn:resourceregistry/resource.write
  altinn:resourceregistry/resource.admin
  altinn:authentication/systemregister.write altinn:authentication/systemregister.admin
  altinn:authentication/systemuser.request.read altinn:authentication/systemuser.request.write
  altinn:clientdelegations.read altinn:clientdelegations.write
  altinn:accessmanagement/authorizedparties altinn:accessmanagement/authorizedparties.resourceowner
  altinn:accessmanagement/authorizedparties.admin`
  .trim()
  .split(/\s+/)

const NAMES = [
  ...['losore', 'losore-tlg', 'ektepakt', 'rrh', 'mottak', 'enhetsregisteret', 'krr', 'folkeregisteret'],
  ...['skatteetaten-inntekt', 'skatteetaten-inntektsmottakere', 'skatteetaten-tjenestepensjonsavtale'],
  ...['skatteetaten-kravogbetalinger', 'skatteetaten-restanser', 'skatteetaten-beregnetskatt'],
  ...['skatteetaten-beregnetskattupersonlig', 'skatteetaten-naeringsspesifikasjon'],
  ...['skatteetaten-formuesobjektfasteiendom', 'skatteetaten-summertskattegrunnlag'],
  ...['skatteetaten-aksjonaerregister', 'skatteetaten-skattemelding'],
  ...['altinn-storage', 'altinn-events', 'altinn-notifications', 'altinn-correspondence', 'altinn-broker'],
  ...['altinn-dialogporten', 'altinn-resourceregistry', 'altinn-authentication', 'altinn-accessmanagement'],
]

const ENTRIES = APIS.map((api) => [api.name, api] as const)
const everywhere = listApis({ apis: {} })

function environment(name: string) {
  const found = ENVIRONMENTS.find((known) => known.name === name)
  if (!found) throw new Error(`no environment ${name}`)
  return found
}

describe('the catalogue', () => {
  it('has every API that people are promised, each once, under a name that fits a path', () => {
    expect(APIS.map(({ name }) => name)).toEqual(NAMES)
    expect(NAMES.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([])
  })

  it('names no scope but the confirmed ones, and leaves none of them out', () => {
    const named = new Set(APIS.flatMap(({ scopes }) => scopes.map(({ scope }) => scope)))
    expect([...named].toSorted()).toEqual(CONFIRMED.toSorted())
  })

  it('names no scope that the sandbox’s consumer cannot have', () => {
    const { access } = makeRegistry(0)
    const had = access.filter(({ consumer_orgno }) => consumer_orgno === CONSUMER).map(({ scope }) => scope)
    expect(CONFIRMED.filter((scope) => !had.includes(scope))).toEqual([])
  })

  it.each(everywhere.map((row) => [row.name, row] as const))('has https URLs alone: %s', (_, row) => {
    const { production, test } = row.baseUrls ?? {}
    for (const url of [production, test, row.docs].filter((one) => one !== undefined)) {
      const { protocol, username, search, hash } = new URL(url)
      expect({ protocol, username, search, hash }).toEqual({
        protocol: 'https:',
        username: '',
        search: '',
        hash: '',
      })
    }
    expect([production, test].filter(Boolean).filter((url) => url?.endsWith('/'))).toEqual([])
    expect(test).toBeDefined()
  })

  it.each(ENTRIES)('keeps production and test apart, and its source at hand: %s', (_, api) => {
    const [production, test] = ['prod', 'test'].map((name) => baseUrlOf(api, environment(name)))
    expect(production).not.toBe(test)
    expect(production ?? '').not.toMatch(/ppe|test|sits\.no|tt02/)
    expect(test).toMatch(/ppe|test|sits\.no|tt02/)
    expect(api.source).not.toBe('')
  })

  it('knows no production address of the shareholder register’s filing', () => {
    expect(everywhere.filter(({ baseUrls }) => !baseUrls?.production).map(({ name }) => name)).toEqual([
      'skatteetaten-aksjonaerregister',
    ])
  })

  it('leaves the scope open where none is confirmed', () => {
    expect(APIS.filter(({ scopes }) => scopes.length === 0).map(({ name }) => name)).toEqual([
      'skatteetaten-restanser',
      'skatteetaten-beregnetskatt',
      'skatteetaten-summertskattegrunnlag',
    ])
  })

  it('forbids a resource to Skatteetaten’s APIs, and demands one of the authorised API alone', () => {
    const of = (resource: string) => APIS.filter((api) => api.resource === resource).map(({ name }) => name)
    expect(of('forbidden')).toEqual(NAMES.filter((name) => /^(folkeregisteret|skatteetaten-)/.test(name)))
    expect(of('base-url')).toEqual(['enhetsregisteret'])
  })

  it('knows whose token each takes, where that is told', () => {
    const of = (token: string | undefined) =>
      APIS.filter((api) => api.token === token).map(({ name }) => name)
    expect(of('altinn')).toEqual(['altinn-storage', 'altinn-events', 'altinn-notifications'])
    expect(of('either')).toEqual(['altinn-correspondence', 'altinn-broker', 'altinn-authentication'])
    expect(of(undefined)).toEqual(['altinn-resourceregistry', 'altinn-accessmanagement'])
    expect(of('maskinporten')).toHaveLength(NAMES.length - 8)
  })

  it('follows pages where the owner tells how', () => {
    expect(APIS.flatMap(({ name, paging }) => (paging ? [[name, paging]] : []))).toEqual([
      ['losore', 'hal'],
      ['losore-tlg', 'sort-values'],
    ])
  })
})

describe('where an API is', () => {
  const losore = APIS[0] as (typeof APIS)[number]
  const storage = APIS.find(({ name }) => name === 'altinn-storage') as (typeof APIS)[number]

  it.each([
    ['prod', 'https://losoreregisteret.brreg.no', 'https://platform.altinn.no/storage/api/v1'],
    ['test', 'https://losoreregisteret.ppe.brreg.no', 'https://platform.tt02.altinn.no/storage/api/v1'],
    ['ver2', 'https://losoreregisteret.ppe.brreg.no', 'https://platform.tt02.altinn.no/storage/api/v1'],
    ['sandbox', 'http://127.0.0.1:8473', 'http://127.0.0.1:8473/storage/api/v1'],
    ['skyporten', undefined, undefined],
    ['skyporten-test', undefined, undefined],
  ])('goes by the environment: %s', (name, own, altinn) => {
    expect(baseUrlOf(losore, environment(name))).toBe(own)
    expect(baseUrlOf(storage, environment(name))).toBe(altinn)
  })

  it('is Altinn’s other platform when that is asked for, whatever slash it ends in', () => {
    const at22 = 'https://platform.at22.altinn.cloud/'
    expect(baseUrlOf(storage, environment('test'), at22)).toBe(
      'https://platform.at22.altinn.cloud/storage/api/v1',
    )
    expect(baseUrlOf(losore, environment('test'), at22)).toBe('https://losoreregisteret.ppe.brreg.no')
  })

  it('is known of an environment of one’s own by its issuer, and else for Altinn’s alone', () => {
    const own = { name: 'mine', issuer: 'https://test.maskinporten.no' }
    const other = { name: 'mine', issuer: 'https://idp.example.no/', altinn: 'https://altinn.example.no' }
    expect(baseUrlOf(losore, own)).toBe('https://losoreregisteret.ppe.brreg.no')
    expect(baseUrlOf(losore, other)).toBeUndefined()
    expect(baseUrlOf(storage, other)).toBe('https://altinn.example.no/storage/api/v1')
  })

  it('is the sandbox for every one of them, each at a place of its own', () => {
    const paths = APIS.map((api) => baseUrlOf(api, environment('sandbox'), 'https://platform.altinn.no'))
    expect(paths.filter((url) => !url?.startsWith(SANDBOX_ORIGIN))).toEqual([])
    expect(new Set(paths).size).toBe(APIS.length)
    expect(paths.slice(0, 3).map((url) => url?.slice(SANDBOX_ORIGIN.length))).toEqual([
      '',
      '/registerinfo',
      '/apis/ektepakt',
    ])
  })

  it('follows the sandbox to the port it listens on', () => {
    const moved = { ...environment('sandbox'), samples: 'http://127.0.0.1:40123' }
    expect(baseUrlOf(losore, moved)).toBe('http://127.0.0.1:40123')
    expect(baseUrlOf(storage, moved)).toBe('http://127.0.0.1:40123/storage/api/v1')
  })
})

describe('docs/apis.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/apis.md'), 'utf8')
  const sections = page.split(/^## /m).slice(1)

  it('has a section for each API, in the order of the catalogue', () => {
    expect(sections.map((section) => section.slice(1, section.indexOf('`', 1)))).toEqual(NAMES)
  })

  it.each(everywhere.map((row, i) => [row.name, row, sections[i] ?? ''] as const))(
    'tells every fact of %s, and no scope or URL besides',
    (_, { title, baseUrls, scopes, resource, token, paging, docs, source }, section) => {
      expect(section).toContain(`\n${title}.\n`)
      expect(section).toContain(`- Documentation: <${docs}>\n- Source: ${source}\n`)
      expect(section.match(/https:[^`>\s]+/g)).toEqual(
        [baseUrls?.production, baseUrls?.test, docs].filter((url) => url !== undefined),
      )
      const told = [...section.matchAll(/^ {2}- `(.*?)`(?:: (reading|writing))?.*?(?:under `(.*)`)?$/gm)]
      expect(told.map(([, scope, methods, path]) => ({ scope, methods, path }))).toEqual(
        scopes.map(({ scope, methods, path }) => ({
          scope,
          methods: methods && (methods === 'read' ? 'reading' : 'writing'),
          path,
        })),
      )
      expect(section.includes('must not be set')).toBe(resource === 'forbidden')
      expect(section.includes('`resource`: the base URL')).toBe(resource === 'base-url')
      expect(section.includes('- Token:')).toBe(token !== undefined)
      expect(section.includes("Altinn's\n")).toBe(token === 'altinn' || token === 'either')
      expect(section.includes('- Paging:')).toBe(paging !== undefined)
    },
  )
})
