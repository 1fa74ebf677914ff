import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { Environment } from '../../profiles/environments.js'
import { grantSigner } from '../../protocol/grant.js'
import { discoverEndpoint } from '../discover-endpoint.js'
import type { AccessRequest } from '../obtain-access-token.js'
import type { ObtainTokenPorts } from '../obtain-token.js'
import { inOrder } from './in-order.js'
import { outage } from './outage.js'
import { pace } from './pace.js'
import { type PersonOutcome, type PersonRequest, personToken } from './person-token.js'
import type { Person } from './persons.js'
import { sharedClock } from './shared-clock.js'

/** So many persons are asked for at a time. */
export const LANES = 32
/** So many may have their answers ready behind one whose answer is late. */
const AHEAD = 1024

export type PersonTokensPorts = ObtainTokenPorts &
  Pick<Host, 'milliseconds'> & {
    /** Whether nobody is to be asked any more. */
    stopping(): boolean
  }

/**
 * Obtains a token for each person, and gives what became of each in their order. They share connections, a clock and a pace; each
 * try of each is a new grant. Throws what concerns no one of them: an endpoint that cannot be found, an input that cannot be read.
 */
export function personTokens(
  persons: AsyncIterable<Person>,
  request: AccessRequest,
  ports: PersonTokensPorts,
): AsyncGenerator<PersonOutcome> {
  const paced = pace({ ...ports, lanes: LANES })
  const watch = () => outage({ ...ports, pace: paced })
  const shared = {
    ...ports,
    pace: paced,
    outages: { maskinporten: watch(), altinn: watch() },
    clock: sharedClock(ports.now, (ahead) => ports.warn(clockWarning(ahead))),
  }
  let settled: Promise<PersonRequest> | undefined
  const work = async ({ line, pid }: Person) => {
    if (pid === undefined) return { line, error: noNumber(line) }
    settled ??= settle(request, ports)
    return personToken({ line, pid }, await settled, shared)
  }
  return inOrder(persons, work, { lanes: LANES, ahead: AHEAD })
}

/** The line is not repeated: it may be a person's number, mistyped. */
function noNumber(line: number): MpError {
  return new MpError(
    'MP_USAGE',
    `line ${line} is not a national identity number: eleven digits, the last two check digits`,
  )
}

async function settle(
  { environment, grant, key, alg, altinn }: AccessRequest & { environment: Environment },
  ports: ObtainTokenPorts,
): Promise<PersonRequest> {
  const { issuer, tokenEndpoint } = await discoverEndpoint(environment, ports)
  const sign = grantSigner(key, alg)
  return { grant: { ...grant, audience: issuer }, endpoint: tokenEndpoint, sign, altinn }
}

function clockWarning(ahead: number): string {
  return `the clock of this machine is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the server's: grants are signed with the server's time`
}
