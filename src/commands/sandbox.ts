import { dirname } from 'node:path'
import { MpError } from '../errors.js'
import { readSandboxFile } from '../flows/read-sandbox-file.js'
import type { Host } from '../host.js'
import { SANDBOX_ORIGIN } from '../profiles/environments.js'
import { announcement } from '../sandbox/announcement.js'
import { attendedSandbox } from '../sandbox/attended.js'
import type { SandboxOptions } from '../sandbox/routes.js'
import type { Played } from '../sandbox/scenarios/read-scenario.js'
import { Stage } from '../sandbox/scenarios/stage.js'
import { type Listening, listen } from '../sandbox/server.js'
import type { OpenState } from '../sandbox/store.js'
import { limitsOf, rulesOf } from '../sandbox/strictness.js'
import { inFolder, openSandboxState, sandboxFolder, sandboxOptions } from './attach-sandbox.js'
import { readGlobal } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { readReset, readSandbox } from './options/sandbox.js'
import { renderSandbox } from './render/sandbox.js'
import { forClients, furnished } from './sandbox/furnished.js'
import { resetSandbox } from './sandbox/reset.js'
import { markRunning } from './sandbox/running.js'

/** `mp sandbox`: a local Maskinporten until interrupted. */
export async function runSandbox(raw: RawOptions, host: Host): Promise<number | undefined> {
  const reset = readReset(raw)
  if (reset) return resetSandbox(readGlobal(raw), reset, host)
  const { json, config } = readGlobal(raw)
  const { port = Number(new URL(SANDBOX_ORIGIN).port), scenarios } = readSandbox(raw)
  const sandbox = await prepare(config, host)
  const { state } = sandbox
  const stage = new Stage()
  stage.play([...sandbox.scenarios, ...forClients(scenarios, state.clients)])
  const interrupted = host.interrupted()
  const handlerAt = (at: string) => attendedSandbox(sandbox.optionsAt(at), stage)
  const { origin, close } = await bound(handlerAt, port)
  try {
    const mark = await inFolder(sandboxFolder(host), () => markRunning(origin, host))
    const announced = { ...announcement(state, origin), page: `${origin}/` }
    host.stdout(json ? `${JSON.stringify(announced)}\n` : renderSandbox(announced, stage.texts))
    const code = await interrupted
    mark?.release()
    return code
  } finally {
    await close()
  }
}

interface Prepared {
  state: OpenState
  scenarios: readonly Played[]
  optionsAt(origin: string): SandboxOptions
}

/** With a file, everything is as it says for this run, and nothing of it is kept: what was kept before stays as it is. */
async function prepare(config: string | undefined, host: Host): Promise<Prepared> {
  const read = config === undefined ? undefined : await readSandboxFile(config, host)
  const kept = await openSandboxState(host)
  if (read === undefined) {
    return { state: kept, scenarios: [], optionsAt: (origin) => sandboxOptions(origin, kept, host) }
  }
  const { state, scenarios } = await inFolder(dirname(kept.paths.state), () => furnished(read, kept, host))
  const { rules: strictness = {} } = read.file
  const { codes = 'link' } = strictness
  const judging = { rules: rulesOf(strictness), limits: limitsOf(strictness), codes }
  const optionsAt = (origin: string) => {
    const { save: _, reload: __, ...rest } = sandboxOptions(origin, state, host)
    return { ...rest, ...judging }
  }
  return { state, scenarios, optionsAt }
}

async function bound(handlerFor: Parameters<typeof listen>[0], port: number): Promise<Listening> {
  try {
    return await listen(handlerFor, { port })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why =
      code === 'EADDRINUSE' ? 'is taken; --port 0 takes any that is free' : `cannot be used (${code})`
    throw new MpError('MP_PORT', `port ${port} ${why}`, { cause })
  }
}
