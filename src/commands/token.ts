import { watch } from '../flows/token-cache/seen.js'
import { nameOf } from '../flows/token-cache/share-token.js'
import { keepShortcut } from '../flows/token-cache/shortcut.js'
import type { Host } from '../host.js'
import { cacheDirectory } from '../profiles/directories.js'
import { givenToken, identityOf } from './given-token.js'
import { readCache } from './options/cache.js'
import { readLanguage } from './options/language.js'
import type { RawOptions } from './options/option.js'
import { isList } from './options/persons.js'
import { readTokenPrinting } from './options/token-format.js'
import { type Request, readRequest } from './read-request.js'
import { renderToken } from './render/token.js'

/** `mp token`: prints an access token and nothing else; for a list of persons, a line for each. */
export async function runToken(
  raw: RawOptions,
  host: Host,
  _: readonly string[],
  argv: readonly string[],
): Promise<number | undefined> {
  if (isList(raw)) return (await import('./bulk/token-lines.js')).runTokenLines(raw, host)
  const { format, output } = readTokenPrinting(raw, host.cwd)
  const cache = readCache(raw)
  const { host: watched, seen } = watch(host)
  readLanguage(raw, watched.env) // a line that is wrong in this is not taken the short way
  const request = await readRequest(raw, watched)
  const identity = await identityOf(request, cache, watched)
  const given = { format, ...placeOf(request) }
  const print = async () => renderToken(await givenToken(request, identity, cache, host), given, host.now())
  if (output.kind === 'file') {
    const { writeToken } = await import('./write-token.js')
    await writeToken(output, print, host)
    return undefined
  }
  host.stdout(await print())
  if (identity && !cache.refresh && !request.resolved.environment.value.warning) {
    const dir = cacheDirectory(host.env, host.home, host.cwd)
    const line = { argv, cwd: host.cwd, home: host.home }
    keepShortcut(dir, { line, seen, request: identity, kept: nameOf(identity), given }, host)
  }
  return undefined
}

function placeOf({ resolved }: Request): { environment: string; profile: string | null } {
  return { environment: resolved.environment.value.name, profile: resolved.profile?.value ?? null }
}
