import { type Api, scopes } from './api.js'

const DOCS = 'https://brreg.github.io/docs/apidokumentasjon'
const PAGES = 'brreg/docs, content/apidokumentasjon'

/** The APIs of Brønnøysundregistrene that take a token (brreg/docs). Test is what brreg calls ppe. */
export const BRREG: readonly Api[] = [
  {
    name: 'losore',
    title: 'Løsøreregisteret, utlegg',
    base: { production: 'https://losoreregisteret.brreg.no', test: 'https://losoreregisteret.ppe.brreg.no' },
    sample: '',
    area: '/utlegg',
    scopes: scopes('brreg:losore/utlegg'),
    token: 'maskinporten',
    paging: 'hal',
    docs: `${DOCS}/losoreregisteret/itu-utt/distributor`,
    source: `${PAGES}/losoreregisteret/itu-utt: distributor.md, kredittopplysningsforetak.md`,
  },
  {
    name: 'losore-tlg',
    title: 'Løsøreregisteret, rettsstiftelser',
    base: {
      production: 'https://losoreregisteret.brreg.no/registerinfo',
      test: 'https://losoreregisteret.ppe.brreg.no/registerinfo',
    },
    sample: '/registerinfo',
    scopes: scopes('brreg:losore/tlg'),
    token: 'maskinporten',
    paging: 'sort-values',
    docs: `${DOCS}/losoreregisteret/rettsstiftelse/rettsstiftelse_totalbestand`,
    source: `${PAGES}/losoreregisteret/rettsstiftelse`,
  },
  {
    name: 'ektepakt',
    title: 'Ektepaktregisteret',
    base: {
      production: 'https://ektepaktregisteret.brreg.no/ektepakt',
      test: 'https://ektepaktregisteret.ppe.brreg.no/ektepakt',
    },
    scopes: scopes('brreg:ektepakt/tlg'),
    token: 'maskinporten',
    docs: `${DOCS}/ektepaktregisteret/ektepakt`,
    source: `${PAGES}/ektepaktregisteret/ektepakt/_index.md`,
  },
  {
    name: 'rrh',
    title: 'Register over reelle rettighetshavere',
    // the version is the first segment of the path: its owner gives the form /v<n> and no number
    base: { production: 'https://rrh.brreg.no/api/oppslag', test: 'https://rrh.ppe.brreg.no/api/oppslag' },
    scopes: scopes(
      'brreg:reelle/offentlig',
      'brreg:reelle/rapporteringspliktig',
      'brreg:reelle/rapporteringspliktig.begrenset',
      'brreg:reelle/media',
      'brreg:reelle/sivilsamfunnsorganisasjon',
      'brreg:reelle/hoeyereutdanningsinstitusjon',
    ),
    token: 'maskinporten',
    docs: `${DOCS}/reelle-rettighetshavere`,
    source: `${PAGES}/reelle-rettighetshavere/tilgjengeliggjoering`,
  },
  {
    name: 'mottak',
    title: 'Elektronisk mottak',
    base: { production: 'https://mottak.brreg.no', test: 'https://mottak.ppe.brreg.no' },
    scopes: scopes('brreg:mottak'),
    token: 'maskinporten',
    docs: `${DOCS}/elektronisk-mottak/maskinport-integrasjon/innsending`,
    source: `${PAGES}/elektronisk mottak/Maskinport-integrasjon`,
  },
  {
    name: 'enhetsregisteret',
    title: 'Enhetsregisteret, autorisert API (roller med fødselsnummer)',
    base: {
      production: 'https://data.brreg.no/enhetsregisteret/autorisert-api',
      test: 'https://data.ppe.brreg.no/enhetsregisteret/autorisert-api',
    },
    // the scope of /enheter/{orgnr}/roller is in no document of its owner
    scopes: [{ scope: 'brreg:data:enhetsregisteret:roller:person:oppslag:fnr', when: { path: '/personer' } }],
    resource: 'base-url',
    token: 'maskinporten',
    docs: 'https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html',
    source: 'data.brreg.no, the documentation of Enhetsregisteret; scope and resource as NAV calls it',
  },
]
