import { ApiError, type MpError, RefusedError } from '../../errors.js'
import type { AccessToken } from '../../protocol/token-endpoint.js'
import { callApi } from '../call-api.js'
import { exchangeAltinnToken } from '../exchange-altinn-token.js'
import { obtainToken } from '../obtain-token.js'
import { failed, found, passed, type Step, skipped } from './step.js'

/** Maskinporten's token: a new one, which is kept nowhere. */
export const TOKEN: Step = {
  name: 'token',
  needs: ['metadata', 'grant'],
  network: true,
  async run(chart) {
    const { grant, alg, ports } = found(chart, 'configured')
    const { issuer, tokenEndpoint } = found(chart, 'metadata')
    const request = { grant: { ...grant, audience: issuer }, alg, key: found(chart, 'key') }
    try {
      chart.token = await obtainToken({ ...request, endpoint: tokenEndpoint }, { ...ports, warn: ports.tell })
    } catch (error) {
      if (!isOfScope(error)) throw error
      chart.scopeRefusal = error
      return skipped('none was given: client and key were taken, and the scope was not')
    }
    return passed(`good for ${chart.token.expiresIn} s`)
  },
}

/** Refusals that Maskinporten gives when everything else holds (Digdir, "Feilsøking i Maskinporten"). */
const OF_SCOPE = ['MP-200', 'MP-201', 'MP-250', 'MP-251']

function isOfScope(error: unknown): error is MpError {
  if (!(error instanceof RefusedError)) return false
  return error.refusal.error === 'invalid_scope' || OF_SCOPE.includes(error.refusal.code ?? '')
}

/** Whether the token has all that was asked for. */
export const SCOPE: Step = {
  name: 'scope',
  needs: ['grant', 'metadata'],
  network: true,
  run(chart) {
    if (chart.scopeRefusal) throw chart.scopeRefusal
    if (!chart.token) return skipped('needs token, which failed')
    const { scopes } = found(chart, 'configured').grant
    const { scope } = chart.token
    const given = scope.split(' ')
    // Left out where it is what was asked for (RFC 6749 section 5.1).
    const lacking = scope === '' ? [] : scopes.filter((it) => !given.includes(it))
    if (lacking.length > 0) return failed(`the token was given without ${lacking.join(' ')}`)
    return passed(scopes.join(' '))
  },
}

/** Altinn's token for Maskinporten's. */
export const ALTINN: Step = {
  name: 'altinn',
  needs: ['configuration', 'scope'],
  network: true,
  async run(chart) {
    const { altinn, ports } = found(chart, 'configured')
    if (!altinn) return skipped("Altinn's token was not asked for")
    const { accessToken } = found(chart, 'token')
    chart.altinnToken = await exchangeAltinnToken({ ...altinn, token: accessToken }, ports)
    return passed(`${new URL(altinn.platform).host} gave its token for Maskinporten's`)
  },
}

/** The API that was named, asked once with a GET. */
export const API: Step = {
  name: 'api',
  needs: ['scope'],
  network: true,
  async run(chart) {
    const { call, stream, grant, altinn } = found(chart, 'configured')
    if (!call) return skipped('no API was named')
    const token = altinn ? chart.altinnToken : chart.token
    if (!token) return skipped('needs altinn, which failed')
    const answer = await callApi(call, { stream, token: holding(token) })
    answer.close()
    if (answer.status >= 400) throw new ApiError(call, answer.status, { scopes: grant.scopes })
    return passed(`${call.method} ${call.url} answered ${answer.status}`)
  },
}

/** A refused token is as new as any other would be. */
function holding(token: AccessToken) {
  const held = { ...token, expiresAt: Number.MAX_SAFE_INTEGER }
  return { get: async () => held, renew: async () => held }
}
