import type { MpError } from '../../errors.js'

/** What can be done where nobody answered, by what stood in the way. The first that fits counts. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/proxy/i, 'the proxy is named by HTTPS_PROXY, as http://name:password@host:port; NO_PROXY goes past it'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, 'is the clock of this machine right?'],
  [
    /SELF_SIGNED|VERIFY|ISSUER_CERT/,
    'where a proxy or firewall looks into TLS, its authority is named by NODE_EXTRA_CA_CERTS=<file.pem>',
  ],
  [/ALTNAME/, 'the name in the configuration is not that of the server: mp config show'],
  [
    /ENOTFOUND|EAI_AGAIN/,
    'is the name right (mp config show), and does it need a proxy (HTTPS_PROXY) to be reached?',
  ],
  [
    /ECONNREFUSED|ETIMEDOUT|UNREACH|ECONNRESET|no whole answer/,
    'is the address right (mp config show), does a firewall stand in the way, or does it need a proxy (HTTPS_PROXY)?',
  ],
]

/** In place of the hint that it may be tried again: whoever asks the doctor has done that. */
export function networkRemedies(error: MpError): string[] {
  const { code = '' } = (error.cause ?? {}) as NodeJS.ErrnoException
  const cause = CAUSES.find(([pattern]) => pattern.test(`${code} ${error.message}`))
  return cause ? [cause[1]] : []
}
