import { MpError } from '../../errors.js'
import type { OptionGroup, RawOptions } from './option.js'

export const CACHE: OptionGroup = {
  title: 'Cache options:',
  options: [
    { long: 'refresh', description: 'ask for a new token, and keep that one' },
    { long: 'cache', negative: true, description: 'neither take a kept token nor keep the new one' },
  ],
}

export interface CacheOptions {
  /** Whether tokens are taken from the disk and kept there. */
  use: boolean
  /** Whether a kept token is passed over. */
  refresh: boolean
}

/** Reads the cache flags. Throws `MP_USAGE` for what excludes each other. */
export function readCache(raw: RawOptions): CacheOptions {
  const use = raw.cache !== false
  const refresh = raw.refresh === true
  if (refresh && !use) throw new MpError('MP_USAGE', '--refresh and --no-cache exclude each other')
  return { use, refresh }
}
