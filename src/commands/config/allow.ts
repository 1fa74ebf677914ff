import { MpError } from '../../errors.js'
import { allowConfig } from '../../flows/allow-config.js'
import type { Host } from '../../host.js'
import { loadConfig } from '../../profiles/load.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { configPlace } from '../read-request.js'

/** `mp config allow`: remembers that the project's file, as it stands, may have programs run for its passwords. */
export async function runConfigAllow(raw: RawOptions, host: Host): Promise<undefined> {
  const sources = await loadConfig(configPlace(readGlobal(raw), host), host.files)
  const file = sources.find(({ found }) => found !== 'user')
  if (!file) throw new MpError('MP_CONFIG_NOT_FOUND', 'there is no configuration file here or above')
  allowConfig(file, host)
  host.stderr(`mp: "${file.label}" may run programs for its passwords, until it changes\n`)
}
