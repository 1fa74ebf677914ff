import { type Api, type OwnBase, type ScopeRule, scopes } from './api.js'

const DOCS = 'https://skatteetaten.github.io/api-dokumentasjon'
const RULES = 'docs/om/url.md, docs/om/sikkerhet.md'

/** Folkeregisteret: each package of rights has a path and a scope of its own. */
const PACKAGES: readonly (readonly [path: string, scope: string])[] = [
  ['/offentlig-med-hjemmel/api/v1', 'folkeregister:deling/offentligmedhjemmel'],
  ['/api/offentligutenhjemmel/v1', 'folkeregister:deling/offentligutenhjemmel'],
  ['/api/privatutenhjemmel/v1', 'folkeregister:deling/privatutenhjemmel'],
  ['/api/privat/v1', 'folkeregister:deling/privat'],
  [
    '/api/privatutenfolkeregisteridentifikator/v1',
    'folkeregister:deling/privatutenfolkeregisteridentifikator',
  ],
  ['/api/finans/v1', 'folkeregister:deling/finans'],
  ['/api/presse/v1', 'folkeregister:deling/presse'],
  [
    '/api/presseutenfolkeregisteridentifikator/v1',
    'folkeregister:deling/presseutenfolkeregisteridentifikator',
  ],
  ['/api/eid/v1', 'folkeregister:deling/utstedereid'],
]

/** The APIs of Skatteetaten. Each refuses a token whose grant had a `resource` (docs/om/sikkerhet.md). */
export const SKATTEETATEN: readonly Api[] = [
  {
    name: 'folkeregisteret',
    title: 'Folkeregisteret, konsument',
    base: {
      production: 'https://folkeregisteret.api.skatteetaten.no/folkeregisteret',
      test: 'https://folkeregisteret-api-konsument.sits.no/folkeregisteret',
    },
    scopes: PACKAGES.map(([path, scope]): ScopeRule => ({ scope, when: { path } })),
    resource: 'forbidden',
    token: 'maskinporten',
    docs: 'https://skatteetaten.github.io/folkeregisteret-api-dokumentasjon/om-tjenestene/',
    source:
      'Skatteetaten/folkeregisteret-api-dokumentasjon: konsumenttjenester/Endepunkter.md, pakobling-til-freg/Maskinporten.md',
  },
  api('inntekt', 'Inntekt', at('inntekt', '/v1'), 'skatteetaten:inntekt'),
  api(
    'inntektsmottakere',
    'Inntektsmottakere',
    at('inntektsmottakere', '/v1'),
    'skatteetaten:inntektsmottakere',
  ),
  api(
    'tjenestepensjonsavtale',
    'Tjenestepensjonsavtale',
    at('tjenestepensjonsavtale', '/v1'),
    'skatteetaten:tjenestepensjonsavtale',
  ),
  api(
    'kravogbetalinger',
    'Krav og betalinger',
    at('kravogbetalinger', '/v1'),
    'skatteetaten:kravogbetalinger',
  ),
  api('restanser', 'Restanser', at('restanser', '/v2')),
  api('beregnetskatt', 'Beregnet skatt', at('beregnetskatt', '/v2')),
  api(
    'beregnetskattupersonlig',
    'Beregnet skatt, upersonlig',
    at('beregnetskattupersonlig', '/v1'),
    'skatteetaten:beregnetskattupersonlig',
  ),
  api(
    'naeringsspesifikasjon',
    'Næringsspesifikasjon',
    at('naeringsspesifikasjon', '/v3'),
    'skatteetaten:naeringsspesifikasjon',
  ),
  api(
    'formuesobjektfasteiendom',
    'Formuesobjekt fast eiendom',
    at('formuesobjektfasteiendom', ''),
    'skatteetaten:formuesobjektfasteiendom',
  ),
  api('summertskattegrunnlag', 'Summert skattegrunnlag', at('summertskattegrunnlag', '/v2')),
  {
    ...api(
      'aksjonaerregister',
      'Aksjonærregisteroppgave',
      { test: 'https://api-test.sits.no/api/aksjonaerregister/v1' },
      'skatteetaten:innrapporteringaksjonaerregisteroppgave',
    ),
    ...pageOf('innrapportering-aksjonaerregisteroppgave'),
  },
  {
    ...api(
      'skattemelding',
      'Skattemelding',
      {
        production: 'https://api.skatteetaten.no/api/skattemelding/v2',
        test: 'https://api-test.sits.no/api/skattemelding/v2',
      },
      'skatteetaten:formueinntekt/skattemelding',
    ),
    ...pageOf('innrapportering-skattemelding'),
  },
]

function api(short: string, title: string, base: OwnBase, ...names: readonly string[]): Api {
  return {
    name: `skatteetaten-${short}`,
    title,
    base,
    scopes: scopes(...names),
    resource: 'forbidden',
    token: 'maskinporten',
    ...pageOf(short),
  }
}

/** Skatteetaten's host pattern since 2024 (docs/om/url.md). */
function at(subdomain: string, version: string): OwnBase {
  return {
    production: `https://${subdomain}.api.skatteetaten.no${version}`,
    test: `https://${subdomain}.api.skatteetaten-test.no${version}`,
  }
}

function pageOf(page: string): Pick<Api, 'docs' | 'source'> {
  return {
    docs: `${DOCS}/api/${page}`,
    source: `Skatteetaten/api-dokumentasjon: docs/api/${page}.md, ${RULES}`,
  }
}
