import { invalidRequest, type Rule, refuseIf, TOKEN_PAGE } from './rule.js'

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** How the request itself must look, before anyone reads the assertion. Parameters that are not asked for are ignored. */
export const FORM_RULES: readonly Rule[] = [
  {
    id: 'form.method',
    title: 'a token is asked for with POST',
    source: TOKEN_PAGE,
    check: ({ method }) =>
      refuseIf(method !== 'POST', { ...invalidRequest('Request method must be POST.'), status: 405 }),
  },
  {
    id: 'form.content-type',
    title: 'the body is a form',
    source: TOKEN_PAGE,
    check: ({ mediaType }) =>
      refuseIf(
        mediaType !== 'application/x-www-form-urlencoded',
        invalidRequest('Content type must be application/x-www-form-urlencoded.'),
      ),
  },
  {
    id: 'form.once',
    title: 'no parameter comes twice',
    source: 'RFC 6749 section 3.2',
    check: ({ form }) =>
      refuseIf(
        new Set(form.keys()).size !== [...form.keys()].length,
        invalidRequest('A parameter is repeated.'),
      ),
  },
  {
    id: 'form.grant-type.present',
    title: 'there is a grant_type',
    source: TOKEN_PAGE,
    check: ({ form }) => refuseIf(!form.get('grant_type'), invalidRequest('Missing parameter: grant_type.')),
  },
  {
    id: 'form.grant-type',
    title: 'grant_type is exactly that of RFC 7523',
    source: 'RFC 7523 section 2.1',
    check: ({ form }) =>
      refuseIf(form.get('grant_type') !== JWT_BEARER, {
        status: 400,
        error: 'unsupported_grant_type',
        description: 'Unsupported grant type.',
      }),
  },
  {
    id: 'form.assertion',
    title: 'there is an assertion',
    source: 'RFC 7523 section 2.1',
    check: ({ form }) => refuseIf(!form.get('assertion'), invalidRequest('Missing parameter: assertion.')),
  },
]
