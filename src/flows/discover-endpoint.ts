import type { Environment } from '../profiles/environments.js'
import { type Metadata, metadataRequest, readMetadata } from '../protocol/metadata.js'
import { type TryAgainPorts, tryAgain } from './try-again.js'

/** Issuer and token endpoint of an environment, from its metadata where the configuration has no endpoint (RFC 8414). */
export async function discoverEndpoint(
  { issuer, tokenEndpoint }: Environment,
  ports: TryAgainPorts,
): Promise<Metadata> {
  if (tokenEndpoint !== undefined) return { issuer, tokenEndpoint }
  return readMetadata(issuer, await tryAgain(() => metadataRequest(issuer), ports))
}
