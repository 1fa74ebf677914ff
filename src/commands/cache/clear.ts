import { clearCache } from '../../flows/token-cache/clear-cache.js'
import type { Host } from '../../host.js'
import { cacheDirectory } from '../../profiles/directories.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { renderCleared, renderClearedJson } from '../render/cache.js'

/** `mp cache clear`: takes away all that is kept, and says how many tokens that were. */
export async function runCacheClear(raw: RawOptions, host: Host): Promise<undefined> {
  const { json } = readGlobal(raw)
  const directory = cacheDirectory(host.env, host.home, host.cwd)
  const removed = await clearCache(directory, host)
  host.stdout(json ? renderClearedJson(removed) : renderCleared(directory, removed))
}
