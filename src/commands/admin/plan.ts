import { EXIT_CODES } from '../../exit-codes.js'
import { plan } from '../../flows/admin/plan.js'
import type { Change } from '../../flows/admin/plan-changes.js'
import { readWanted } from '../../flows/admin/wanted.js'
import type { Host } from '../../host.js'
import type { Wanted } from '../../profiles/wanted-file.js'
import { readPrune, readWantedSource } from '../options/admin-plan.js'
import type { RawOptions } from '../options/option.js'
import { renderPlan, renderPlanJson } from '../render/admin-plan.js'
import { administer, READ_CLIENTS, SCOPES } from './administer.js'

/** `mp admin plan`: the difference between a file and what is there; exit 8 where there is one. Only reads are sent. */
export async function runPlan(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<number | undefined> {
  const changes = await showPlan(raw, host, args)
  return changes.length > 0 ? EXIT_CODES.MP_CHECK_FOUND : undefined
}

/** Prints the difference, and gives it. */
export async function showPlan(raw: RawOptions, host: Host, args: readonly string[]): Promise<Change[]> {
  const source = readWantedSource(args, host.cwd)
  const prune = readPrune(raw)
  const wanted = await readWanted(source, host)
  let changes: Change[] = []
  await administer(raw, host, scopesFor(wanted, READ_CLIENTS), async (session, { options, environment }) => {
    changes = await plan(session, wanted)
    const facts = { file: source.label, environment: environment.name, prune }
    host.stdout(options.json ? renderPlanJson(changes, facts) : renderPlan(changes, facts))
  })
  return changes
}

/** What the session's token is asked for: no more than the file is about. */
export function scopesFor({ clients, scopes, access }: Wanted, forClients: readonly string[]): string[] {
  return [...(clients.length > 0 ? forClients : []), ...(scopes.length + access.length > 0 ? SCOPES : [])]
}
