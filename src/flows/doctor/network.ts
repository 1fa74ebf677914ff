import { MpError } from '../../errors.js'
import type { Environment } from '../../profiles/environments.js'
import { clockAhead, TOLERANCE } from '../../protocol/clock.js'
import { isSameIssuer, metadataRequest, metadataUrl, readMetadata } from '../../protocol/metadata.js'
import { tryAgain } from '../try-again.js'
import { failed, found, type Outcome, passed, type Step, skipped, warned } from './step.js'

/** Name, route, proxy and TLS: whether anybody answers where the issuer's metadata should be. */
export const NETWORK: Step = {
  name: 'network',
  needs: ['configuration'],
  network: true,
  async run(chart) {
    const { resolved, ports } = found(chart, 'configured')
    const url = metadataAddress(resolved.environment.value)
    const request = { ...metadataRequest(resolved.environment.value.issuer), url }
    let sent = ports.now()
    const makeRequest = () => {
      sent = ports.now()
      return request
    }
    const response = await tryAgain(makeRequest, ports)
    if (response.status === 407)
      throw new MpError(
        'MP_UNREACHABLE',
        `GET ${url} was turned away by a proxy (407): it wants a name and a password, in its URL`,
      )
    chart.answer = { url, response, times: { sent, received: ports.now() } }
    return passed(`${new URL(url).host} answers`)
  },
}

/** A sandbox that goes by another name than it is reached at has its metadata where it is reached. */
function metadataAddress({ name, issuer, metadata, tokenEndpoint }: Environment): string {
  const standard = metadata ?? metadataUrl(issuer)
  if (name !== 'sandbox' || tokenEndpoint === undefined) return standard
  return new URL(new URL(standard).pathname, tokenEndpoint).href
}

/** Our clock against the server's: more than 10 s is too much (Digdir, "JWT grant"), though mp signs again by the server's. */
export const CLOCK: Step = {
  name: 'clock',
  needs: ['network'],
  network: true,
  run(chart) {
    const { url, response, times } = found(chart, 'answer')
    const { host } = new URL(url)
    if (response.headers.age !== undefined) return skipped(`the answer of ${host} came from a cache`)
    const ahead = clockAhead(response, times)
    if (ahead === undefined) return skipped(`${host} does not tell its time`)
    const difference = `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'}`
    if (Math.abs(ahead) <= TOLERANCE)
      return passed(`within ${Math.max(1, Math.abs(ahead))} s of that of ${host}`)
    return failed(`the clock of this machine is ${difference} that of ${host}`)
  },
}

/** The issuer's metadata: whether it is this issuer's, and says the same as the configuration. */
export const METADATA: Step = {
  name: 'metadata',
  needs: ['network'],
  network: true,
  run(chart) {
    const { resolved } = found(chart, 'configured')
    const environment = resolved.environment.value
    const { url, response } = found(chart, 'answer')
    const { tokenEndpoint } = environment
    if (tokenEndpoint !== undefined && response.status !== 200) {
      chart.metadata = { issuer: environment.issuer, tokenEndpoint }
      return warned(`${url} answered ${response.status}: the token endpoint is the configured one`)
    }
    const published = readMetadata(environment.issuer, response)
    chart.metadata = { ...published, ...(tokenEndpoint !== undefined && { tokenEndpoint }) }
    return difference(environment, published.issuer, published.tokenEndpoint)
  },
}

function difference({ name, issuer, tokenEndpoint }: Environment, itsIssuer: string, its: string): Outcome {
  if (tokenEndpoint !== undefined && tokenEndpoint !== its && name !== 'sandbox')
    return warned(`the configured token endpoint is ${tokenEndpoint}, and the published one ${its}`)
  if (isSameIssuer(issuer, itsIssuer) && issuer !== itsIssuer)
    return warned(`the configured issuer is ${issuer}, and the published one ${itsIssuer}`)
  return passed(`issuer ${itsIssuer}`)
}
