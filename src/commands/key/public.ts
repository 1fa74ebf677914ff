import { type TakenKey, takeKey } from '../../flows/take-key.js'
import type { Host } from '../../host.js'
import { publicJwk } from '../../keys/write/jwk.js'
import { writePublicPem } from '../../keys/write/pem.js'
import { printable } from '../../printable.js'
import { isKid } from '../options/key-file.js'
import { type PublicFormat, readKeyPublic } from '../options/key-public.js'
import type { RawOptions } from '../options/option.js'
import { openRequested, readKeyRequest } from './open-requested.js'
import { assertWritable, writeOutput } from './write-output.js'

/** `mp key public`: the public half of a key, as Digdir's self-service API and portal take it. */
export async function runKeyPublic(raw: RawOptions, host: Host, args: readonly string[]): Promise<undefined> {
  const { format, output } = readKeyPublic(raw, host.cwd)
  assertWritable(output, host)
  const request = await readKeyRequest(raw, host, args)
  const { options, report, resolved } = request
  const { keystore, wanted, use } = await openRequested(request, host)
  const taken = takeKey(keystore, wanted, use)
  if (!isKid(taken.kid)) report.warn(`Digdir does not take the kid "${printable(taken.kid)}"`)
  const alg = resolved.settings.alg?.value ?? 'RS256'
  writeOutput(output, publicText(taken, format, alg, options.json ? undefined : 2), host)
}

function publicText(
  { privateKey, kid }: TakenKey,
  format: PublicFormat,
  alg: string,
  indent: number | undefined,
): string {
  if (format === 'pem') return writePublicPem(privateKey)
  const jwk = publicJwk(privateKey, { kid, alg })
  return `${JSON.stringify(format === 'jwks' ? { keys: [jwk] } : jwk, null, indent)}\n`
}
