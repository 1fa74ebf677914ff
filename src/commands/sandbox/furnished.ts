import { MpError } from '../../errors.js'
import type { ReadSandboxFile } from '../../flows/read-sandbox-file.js'
import type { Host } from '../../host.js'
import { sandboxFileError } from '../../profiles/sandbox-file.js'
import type { Problem } from '../../profiles/shape.js'
import { clientCalled } from '../../sandbox/client-called.js'
import { clientKey } from '../../sandbox/client-keys.js'
import { furnish } from '../../sandbox/furnish.js'
import { type Played, readScenario } from '../../sandbox/scenarios/read-scenario.js'
import type { Client } from '../../sandbox/state.js'
import type { OpenState } from '../../sandbox/store.js'
import { toFurniture } from './to-furniture.js'

/** A state with a file's things in it, and the scenarios that the file asks for. */
export interface Furnished {
  state: OpenState
  scenarios: Played[]
}

/** Lays a file's things into the state for one run. A client without a key gets one. Throws `MP_SANDBOX_FILE`. */
export async function furnished(read: ReadSandboxFile, state: OpenState, host: Host): Promise<Furnished> {
  const { furniture, problems } = toFurniture(read, state, host.now())
  const played = scenariosOf(read, furniture.clients)
  const misplayed = played.filter((it) => 'path' in it)
  const everything = [...problems, ...misplayed]
  if (everything.length > 0) throw sandboxFileError(read.label, everything)
  const { clients, paths } = await withKeys(furniture.clients, state, host)
  const whole = furnish(state, { ...furniture, clients })
  return {
    state: { ...whole, paths: { ...state.paths, clients: { ...state.paths.clients, ...paths } } },
    scenarios: played.filter((it) => 'name' in it),
  }
}

/** Scenarios for one client alone, named by its id or its name. Throws `MP_USAGE` where there is no such client. */
export function forClients(scenarios: readonly Played[], clients: readonly Client[]): Played[] {
  return scenarios.map((played) => {
    if (played.client === undefined) return played
    const client = clientCalled(played.client, clients)
    if (client !== undefined) return { ...played, client }
    throw new MpError(
      'MP_USAGE',
      `--scenario "${played.text}" is for a client that the sandbox does not have`,
    )
  })
}

/** The file's own, and those of its clients. */
function scenariosOf({ file }: ReadSandboxFile, clients: readonly Client[]): (Played | Problem)[] {
  const own = (file.scenarios ?? []).map((text, at) => playedOrProblem(text, `scenarios.${at}`))
  const theirs = (file.clients ?? []).flatMap(({ scenarios = [] }, index) =>
    scenarios.map((text, at) => {
      const client = clients[index]?.client_id ?? ''
      return playedOrProblem(`${text}:${client}`, `clients.${index}.scenarios.${at}`)
    }),
  )
  return [...own, ...theirs]
}

function playedOrProblem(text: string, path: string): Played | Problem {
  const read = readScenario(text)
  if (!('problem' in read)) return read
  return {
    path,
    message: read.problem,
    ...(read.suggestion !== undefined && { suggestion: read.suggestion }),
  }
}

async function withKeys(
  clients: readonly Client[],
  state: OpenState,
  host: Host,
): Promise<{ clients: Client[]; paths: OpenState['paths']['clients'] }> {
  const paths: OpenState['paths']['clients'] = {}
  const all: Client[] = []
  for (const client of clients) {
    const made = client.keys.length > 0 ? undefined : await clientKey(client, state, host)
    if (made) paths[client.client_id] = made.files
    all.push(made?.key ? { ...client, keys: [made.key] } : client)
  }
  return { clients: all, paths }
}
