import { EXIT_CODES } from '../../exit-codes.js'
import { checkKey } from '../../flows/check-key.js'
import type { Host } from '../../host.js'
import { selectEntry } from '../../keys/select.js'
import { readKeyCheck } from '../options/key-check.js'
import type { RawOptions } from '../options/option.js'
import { hintsFor } from '../render/hints.js'
import { renderCheck, renderCheckJson } from '../render/key-check.js'
import { openRequested, readKeyRequest } from './open-requested.js'

/** `mp key check`: judges the key that would be used; exit 8 where something is found. */
export async function runKeyCheck(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<number | undefined> {
  const { expiresIn } = readKeyCheck(raw)
  const request = await readKeyRequest(raw, host, args)
  const { keystore, label, wanted, use } = await openRequested(request, host)
  const entry = selectEntry(keystore, wanted, use.now, label)
  const { findings, warnings } = checkKey(entry, use, expiresIn.seconds)
  const checked = { entry, label, kid: use.kid ?? entry.kid, expiresIn: expiresIn.text, findings }
  host.stdout(request.options.json ? renderCheckJson(checked) : renderCheck(checked))
  if (findings.length === 0) {
    for (const warning of warnings) request.report.warn(warning)
    return undefined
  }
  if (!request.options.json) {
    const refusals = findings.flatMap((finding) => ('refusal' in finding ? [finding.refusal] : []))
    for (const hint of refusals.flatMap((refusal) => hintsFor(refusal))) request.report.hint(hint)
  }
  return EXIT_CODES.MP_CHECK_FOUND
}
