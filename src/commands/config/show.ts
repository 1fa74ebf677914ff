import type { Host } from '../../host.js'
import type { RawOptions } from '../options/option.js'
import { readRequest } from '../read-request.js'
import { renderSettings, settingRows } from '../render/settings.js'

/** `mp config show`: what a command would run with, and where each value came from; never a secret. */
export async function runConfigShow(raw: RawOptions, host: Host): Promise<undefined> {
  const { options, sources, resolved } = await readRequest(raw, host)
  const files = sources.map(({ path }) => path)
  const rows = settingRows(resolved)
  const json = {
    schema: 'mp.config/1',
    files,
    settings: Object.fromEntries(rows.map(({ name, value, origin }) => [name, { value, origin }])),
  }
  host.stdout(options.json ? `${JSON.stringify(json)}\n` : renderSettings(files, rows))
}
