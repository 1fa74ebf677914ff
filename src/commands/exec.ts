import type { Host } from '../host.js'
import { givenToken, identityOf } from './given-token.js'
import { readCache } from './options/cache.js'
import type { RawOptions } from './options/option.js'
import { readProgram } from './options/program.js'
import { readRequest } from './read-request.js'
import { reporterFor } from './reporter.js'

/** `mp exec`: runs a program with the token in its environment, and ends with its exit code. Everything else there passes through, as with env(1). */
export async function runExec(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
  argv: readonly string[],
): Promise<number> {
  const program = readProgram(raw, args, argv)
  const cache = readCache(raw)
  const request = await readRequest(raw, host)
  const identity = await identityOf(request, cache, host)
  const { accessToken } = await givenToken(request, identity, cache, host)
  reporterFor(request.options, host).tell(`"${program[0]}" runs with the token in MASKINPORTEN_TOKEN`)
  return host.execute(program, { ...host.env, MASKINPORTEN_TOKEN: accessToken })
}
