import { MpError } from '../../errors.js'
import { SCENARIOS } from '../../sandbox/scenarios/list.js'
import { type Played, readScenario } from '../../sandbox/scenarios/read-scenario.js'
import { GLOBAL } from './global.js'
import { listOf, type OptionGroup, type RawOptions, textOf } from './option.js'

export const SANDBOX: OptionGroup = {
  title: 'Sandbox options:',
  options: [
    { long: 'port', value: 'port', description: 'port on loopback (default 8473; 0 for any that is free)' },
    {
      long: 'scenario',
      value: 'name',
      repeatable: true,
      description:
        'misbehave, by one of the names below; repeatable. <name>:<client id> for one client alone',
    },
    {
      long: 'reset',
      description:
        'start none, but put what is kept back as it was new: clients, scopes, access and the rest; keys, certificates and CA stay',
    },
    { long: 'yes', description: 'with --reset: go on without asking' },
  ],
}

/** The global options: a sandbox has no use for mp's own configuration, so that `--config` is for its own. */
export const SANDBOX_GLOBAL: OptionGroup = {
  ...GLOBAL,
  options: GLOBAL.options.map((option) =>
    option.long === 'config'
      ? { ...option, description: "the sandbox's own file (JSON or YAML): clients, scopes, rules, scenarios" }
      : option,
  ),
}

/** The scenarios, for help. */
export const SCENARIO_NOTES: readonly string[] = [
  'Scenarios:',
  ...SCENARIOS.map(({ name, summary }) => `  ${name.padEnd(13)} ${summary}`),
]

export interface SandboxFlags {
  port?: number
  scenarios: readonly Played[]
}

/** Whether the sandbox is to be put back as it was new, and whether that was confirmed. Undefined where one is to run. Throws `MP_USAGE`. */
export function readReset(raw: RawOptions): { yes: boolean } | undefined {
  const yes = raw.yes === true
  if (raw.reset !== true) {
    if (yes) throw new MpError('MP_USAGE', '--yes is for --reset')
    return undefined
  }
  const other = ['port', 'scenario', 'config'].find((name) => raw[name] !== undefined)
  if (other !== undefined)
    throw new MpError('MP_USAGE', `--reset starts no sandbox, and --${other} is for one`)
  return { yes }
}

/** Reads the sandbox's flags. Throws `MP_USAGE`. */
export function readSandbox(raw: RawOptions): SandboxFlags {
  return { ...readPort(raw), scenarios: (listOf(raw, 'scenario') ?? []).map(played) }
}

function readPort(raw: RawOptions): { port?: number } {
  const text = textOf(raw, 'port')
  if (text === undefined) return {}
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return { port: Number(text) }
  throw new MpError('MP_USAGE', `--port "${text}" is not a port from 0 to 65535`)
}

function played(text: string): Played {
  const read = readScenario(text)
  if (!('problem' in read)) return read
  const { problem, suggestion } = read
  throw new MpError(
    'MP_USAGE',
    `--scenario "${text}" ${problem}`,
    suggestion === undefined ? {} : { suggestion },
  )
}
