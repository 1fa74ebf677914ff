import type { Host } from '../../host.js'
import { platformOf } from '../../profiles/altinn-platforms.js'
import { listApis } from '../../profiles/list-apis.js'
import { loadConfig } from '../../profiles/load.js'
import { resolveOpenly } from '../../profiles/resolve.js'
import { readGlobal } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { altinnFlag, readToken } from '../options/token.js'
import { configPlace, flagLayer } from '../read-request.js'
import { renderApis, renderApisJson } from '../render/apis.js'

/** `mp call --list`: the APIs that have a name here. No environment need be named. */
export async function listCallable(raw: RawOptions, host: Host): Promise<undefined> {
  const options = readGlobal(raw)
  const flags = flagLayer(readToken(raw), altinnFlag(raw))
  const sources = await loadConfig(configPlace(options, host), host.files)
  const { environment, settings, apis } = resolveOpenly({
    wish: options.wish,
    flags,
    env: host.env,
    cwd: host.cwd,
    sources,
  })
  const { altinnEnv } = settings
  const platform = environment && altinnEnv && platformOf(environment.value, altinnEnv)
  const rows = listApis({
    apis,
    ...(environment && { environment: environment.value }),
    ...(platform !== undefined && { altinnPlatform: platform }),
  })
  const where = environment && { environment: environment.value.name }
  host.stdout(options.json ? renderApisJson(rows, where) : renderApis(rows, where))
}
