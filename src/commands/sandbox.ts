import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { SANDBOX_ORIGIN } from '../profiles/environments.js'
import { announcement } from '../sandbox/announcement.js'
import { attendedSandbox } from '../sandbox/attended.js'
import { Stage } from '../sandbox/scenarios/stage.js'
import { type Listening, listen } from '../sandbox/server.js'
import { openSandboxState, sandboxOptions } from './attach-sandbox.js'
import { readGlobal } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { readSandbox } from './options/sandbox.js'
import { renderSandbox } from './render/sandbox.js'

/** `mp sandbox`: a local Maskinporten until interrupted. */
export async function runSandbox(raw: RawOptions, host: Host): Promise<number> {
  const { json } = readGlobal(raw)
  const { port = Number(new URL(SANDBOX_ORIGIN).port), scenarios } = readSandbox(raw)
  const state = await openSandboxState(host)
  const stage = new Stage()
  stage.play(scenarios)
  const interrupted = host.interrupted()
  const { origin, close } = await bound((at) => attendedSandbox(sandboxOptions(at, state, host), stage), port)
  const announced = { ...announcement(state, origin), page: `${origin}/` }
  host.stdout(json ? `${JSON.stringify(announced)}\n` : renderSandbox(announced, stage.texts))
  const code = await interrupted
  await close()
  return code
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
