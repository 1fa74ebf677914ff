import { readX5c } from '../flows/judge-grant.js'
import type { Host } from '../host.js'
import { readGlobal } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { readJwtInput } from './read-jwt.js'
import { renderDecoded, renderDecodedJson } from './render/decode.js'
import { reporterFor } from './reporter.js'

/** `mp decode`: shows what a token or grant says, and that nothing of it has been verified. */
export async function runDecode(raw: RawOptions, host: Host, args: readonly string[]): Promise<undefined> {
  const options = readGlobal(raw)
  const report = reporterFor(options, host)
  const jwt = await readJwtInput(args, 'token', host, report)
  const { x5c } = jwt.header
  const decoded = { jwt, certificates: Array.isArray(x5c) ? readX5c(x5c) : [], now: host.now() }
  for (const fault of jwt.faults) report.warn(`this is not as a JWT should be: ${fault}`)
  for (const path of jwt.repeated) report.warn(`"${path}" stands twice; the last one is shown`)
  host.stdout(options.json ? renderDecodedJson(decoded) : renderDecoded(decoded))
}
