import { inspectKeystore } from '../../flows/inspect-keystore.js'
import { lookAtKeystore } from '../../flows/read-keystore.js'
import type { Host } from '../../host.js'
import type { RawOptions } from '../options/option.js'
import { renderKeystoreJson } from '../render/key-json.js'
import { renderKeystore } from '../render/key-table.js'
import { openRequested, readKeyRequest } from './open-requested.js'

/** `mp key inspect`: everything that may be told of a keystore, whether or not a key in it can be used. */
export async function runKeyInspect(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<undefined> {
  const request = await readKeyRequest(raw, host, args)
  const { keystore, label, wanted, use } = await openRequested(request, host, lookAtKeystore)
  const inspection = inspectKeystore(keystore, wanted, use)
  host.stdout(request.options.json ? renderKeystoreJson(inspection) : renderKeystore(label, inspection))
  if (inspection.undecided) request.report.warn(inspection.undecided.message)
}
