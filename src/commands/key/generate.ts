import { generateKey } from '../../flows/generate-key.js'
import type { Host } from '../../host.js'
import { readGlobal } from '../options/global.js'
import { readKeyGenerate } from '../options/key-generate.js'
import type { RawOptions } from '../options/option.js'
import { nextStepWithKey } from '../render/hints.js'
import { renderWritten, renderWrittenJson } from '../render/key-written.js'
import { reporterFor } from '../reporter.js'
import { assertWritablePrivately, writeOutput } from './write-output.js'

/** `mp key generate`: makes an RSA key in a new file, and prints what is public about it. */
export async function runKeyGenerate(raw: RawOptions, host: Host): Promise<undefined> {
  const options = readGlobal(raw)
  const { wish, output } = readKeyGenerate(raw, host.cwd)
  assertWritablePrivately(output, host)
  const { kid, text } = await generateKey(wish, host)
  writeOutput(output, text, host)
  const { format, bits } = wish
  const report = reporterFor(options, host)
  if (output.kind === 'stdout') {
    report.note(`kid ${kid}`)
    return
  }
  const written = { file: output, format, bits, kid }
  host.stdout(options.json ? renderWrittenJson('mp.key-generated/1', written) : renderWritten(written))
  if (!options.json) report.hint(nextStepWithKey(output.label, format === 'pem' ? wish.kid : undefined))
}
