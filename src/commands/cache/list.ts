import { listCache } from '../../flows/token-cache/list-cache.js'
import type { Host } from '../../host.js'
import { cacheDirectory } from '../../profiles/directories.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { renderCache, renderCacheJson } from '../render/cache.js'

/** `mp cache list`: the tokens that are kept, and how long each is good; nothing of a token itself. */
export async function runCacheList(raw: RawOptions, host: Host): Promise<undefined> {
  const { json } = readGlobal(raw)
  const directory = cacheDirectory(host.env, host.home, host.cwd)
  const now = host.now()
  const listing = listCache(directory, now, host.files)
  host.stdout(json ? renderCacheJson(directory, listing) : renderCache(directory, listing, now))
}
