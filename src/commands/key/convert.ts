import { MpError } from '../../errors.js'
import { type Conversion, convertKey } from '../../flows/convert-key.js'
import { givenNewPassword, readNewPassword } from '../../flows/read-new-password.js'
import { type TakenKey, takeKey } from '../../flows/take-key.js'
import type { Host } from '../../host.js'
import { type ConvertOptions, readKeyConvert } from '../options/key-convert.js'
import type { Destination } from '../options/key-file.js'
import type { RawOptions } from '../options/option.js'
import { nextStepWithKey } from '../render/hints.js'
import { renderWritten, renderWrittenJson } from '../render/key-written.js'
import { type KeyRequest, openRequested, readKeyRequest } from './open-requested.js'
import { assertWritablePrivately, writeOutput } from './write-output.js'

/** `mp key convert`: writes a key, and what belongs to it, in another format. */
export async function runKeyConvert(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<undefined> {
  const wish = readKeyConvert(raw, host.cwd)
  assertWritablePrivately(wish.output, host)
  const request = await readKeyRequest(raw, host, args)
  assertOneReader(wish, request)
  const { keystore, wanted, use } = await openRequested(request, host)
  const taken = takeKey(keystore, wanted, use)
  const conversion = await toConversion(wish, request, host)
  writeOutput(wish.output, await convertKey(taken, conversion), host)
  for (const warning of warnings(taken, conversion, wish.output)) request.report.warn(warning)
  tell(taken, wish, request, host)
}

/** Standard input can be read once. */
function assertOneReader({ password }: ConvertOptions, { resolved: { key } }: KeyRequest): void {
  if (password?.kind !== 'stdin') return
  const other = [key.source, key.password, key.entryPassword].find((place) => place?.value.kind === 'stdin')
  if (other)
    throw new MpError('MP_USAGE', `standard input cannot be both ${other.origin} and --output-password-file`)
}

async function toConversion(
  { to, output, password, alias }: ConvertOptions,
  { resolved, mayPrompt }: KeyRequest,
  host: Host,
): Promise<Conversion> {
  const ports = { ...host, mayPrompt }
  if (to === 'jwk') return { to, alg: resolved.settings.alg?.value ?? 'RS256' }
  if (to === 'pem') {
    const given = await givenNewPassword(password, ports)
    return { to, ...(given && { password: given }) }
  }
  const label = output.kind === 'file' ? output.label : 'standard output'
  return {
    to,
    password: await readNewPassword(password, label, ports),
    ...(alias !== undefined && { alias }),
  }
}

/** What a person should know of the new file before it is used. */
function warnings({ entry }: TakenKey, conversion: Conversion, output: Destination): string[] {
  const place = output.kind === 'file' ? `"${output.label}"` : 'standard output'
  const isBare = conversion.to === 'pkcs12' && entry.certificates.length === 0
  return [
    ...('password' in conversion ? [] : [`the key in ${place} is not encrypted`]),
    ...(isBare ? [`the key in ${place} has no certificate, and Java does not see it without one`] : []),
  ]
}

function tell(
  { entry, kid, isNewKid }: TakenKey,
  { to, output, alias = entry.alias }: ConvertOptions,
  { options, report }: KeyRequest,
  host: Host,
): void {
  if (output.kind === 'stdout') return
  const facts = { ...(to === 'pkcs12' && { alias }), ...(to === 'jwk' && { kid }) }
  const written = { file: output, format: to, ...facts }
  host.stdout(options.json ? renderWrittenJson('mp.key-converted/1', written) : renderWritten(written))
  if (to === 'jwk' && isNewKid && !options.json) report.hint(nextStepWithKey(output.label))
}
