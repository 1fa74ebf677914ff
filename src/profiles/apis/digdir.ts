import { type Api, scopes } from './api.js'

/** Digdir's own register that takes a token. */
export const DIGDIR: readonly Api[] = [
  {
    name: 'krr',
    title: 'Kontakt- og reservasjonsregisteret',
    base: {
      production: 'https://kontaktregisteret.no/rest/v2',
      test: 'https://test.kontaktregisteret.no/rest/v2',
    },
    scopes: scopes('krr:global/kontaktinformasjon.read', 'krr:global/digitalpost.read'),
    token: 'maskinporten',
    docs: 'https://docs.digdir.no/docs/Kontaktregisteret/oppslagstjenesten_rest.html',
    source: 'felleslosninger/docs, Kontaktregisteret: oppslagstjenesten_rest.md, krr_scopes.md',
  },
]
