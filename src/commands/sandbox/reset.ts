import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { type Environment, SANDBOX_ORIGIN } from '../../profiles/environments.js'
import { resetState } from '../../sandbox/store.js'
import { confirm } from '../admin/confirm.js'
import { inFolder, sandboxFolder } from '../attach-sandbox.js'
import type { GlobalOptions } from '../options/global.js'
import { renderReset, renderResetJson } from '../render/sandbox.js'
import { runningHere } from './running.js'

const SANDBOX: Environment = { name: 'sandbox', issuer: `${SANDBOX_ORIGIN}/` }

/** `mp sandbox --reset`: puts what is kept back as it was new. Not under a sandbox that runs on it: it would go on with what it has read. */
export async function resetSandbox(
  options: GlobalOptions,
  { yes }: { yes: boolean },
  host: Host,
): Promise<undefined> {
  const folder = sandboxFolder(host)
  const state = await inFolder(folder, async () => {
    if (!host.files.exists(folder)) return undefined
    await refuseWhileRunning(host)
    const change = `what is kept in "${folder}" is to be put back as it was new`
    await confirm(host, options, SANDBOX, { change, destructive: true, yes, hasDryRun: false })
    await refuseWhileRunning(host)
    return resetState(host.files, folder, host.now())
  })
  host.stdout(options.json ? renderResetJson(state) : renderReset(folder, state))
}

async function refuseWhileRunning(host: Host): Promise<void> {
  const [issuer] = await runningHere(host)
  if (issuer === undefined) return
  throw new MpError('MP_SANDBOX_RUNS', `the sandbox at ${issuer} runs on what is to be put back`)
}
