import { assertNew, createFile } from '../create-file.js'
import { EXIT_CODES } from '../exit-codes.js'
import { examine } from '../flows/doctor/examine.js'
import type { Configured } from '../flows/doctor/step.js'
import { planGrant } from '../flows/plan-grant.js'
import type { Host } from '../host.js'
import { aim } from '../profiles/aim.js'
import { knownEnvironments } from '../profiles/choose.js'
import { apiRequest } from '../protocol/api-request.js'
import { plannedExchange } from './given-token.js'
import { mayPrompt } from './may-prompt.js'
import { type DoctorOptions, readDoctor } from './options/doctor.js'
import { readGlobal } from './options/global.js'
import { languageOf } from './options/language.js'
import type { RawOptions } from './options/option.js'
import { plainPasswords } from './plain-passwords.js'
import { routeOf, type Settled, settleRequest } from './prepare.js'
import { readRequest } from './read-request.js'
import { renderDoctor, renderDoctorJson, withRemedies } from './render/doctor.js'
import { bundleOf } from './render/doctor-bundle.js'

/** `mp doctor`: tries the whole way, step by step; exit 8 where one fails. */
export async function runDoctor(
  raw: RawOptions,
  host: Host,
  [target]: readonly string[],
  argv: readonly string[],
): Promise<number | undefined> {
  const options = readGlobal(raw)
  const wanted = readDoctor(raw, host.cwd)
  if (wanted.bundle) assertNew(host.files, wanted.bundle.path, wanted.bundle.label)
  const settling: { settled?: Settled } = {}
  const configure = () => configured(raw, { target, ...wanted }, settling, host)
  try {
    const eyes = { ...host, mayPrompt: mayPrompt(options, host) }
    const { results, ok, chart } = await examine({ configure, host: eyes, offline: wanted.offline })
    const steps = withRemedies(results, languageOf(argv, host.env))
    if (wanted.bundle) {
      const { path, label } = wanted.bundle
      createFile(host.files, path, label, bundleOf({ ok, steps, chart }, host))
    }
    host.stdout(options.json ? renderDoctorJson(ok, steps) : renderDoctor(ok, steps))
    return ok ? undefined : EXIT_CODES.MP_CHECK_FOUND
  } finally {
    await settling.settled?.release()
  }
}

/** What every step stands on. What was started for it is left in `settling`, whatever fails afterwards. */
async function configured(
  raw: RawOptions,
  { target, offline }: DoctorOptions & { target: string | undefined },
  settling: { settled?: Settled },
  host: Host,
): Promise<Configured> {
  const request = await readRequest(raw, host)
  const settled = await settleRequest(request, host, offline ? 'stay' : 'reach')
  settling.settled = settled
  const aimed = target === undefined ? undefined : aim(settled.resolved, target, 'GET')
  const resolved = aimed?.resolved ?? settled.resolved
  const { warning } = resolved.environment.value
  const userAgent = `maskinporten-cli/${host.version()}`
  return {
    resolved,
    ...planGrant(resolved),
    altinn: await plannedExchange(resolved),
    issuers: knownEnvironments(request.sources),
    call: aimed && apiRequest({ method: 'GET', url: aimed.url }, { userAgent }, []),
    stream: host.stream(settled.options.timeoutMs, routeOf(resolved)),
    ports: settled.ports,
    warnings: [...(warning === undefined ? [] : [warning]), ...plainPasswords(resolved.key)],
  }
}
