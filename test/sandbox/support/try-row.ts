import type { HttpResponse } from '../../../src/protocol/http.js'
import type { SandboxOptions } from '../../../src/sandbox/routes.js'
import { type Bench, sandboxOf } from './bench.js'
import type { Outcome, Row } from './rows.js'

/** Sends a row's requests to a sandbox of its own and reads the last answer. */
export async function tryRow(
  bench: Bench,
  row: Row,
  options: Partial<SandboxOptions> = {},
): Promise<Outcome> {
  const trusted = row.trusted?.(bench) ?? []
  const sandbox = sandboxOf(bench, row.state, { trusted: () => trusted, ...options })
  let last: HttpResponse | undefined
  for (const request of row.send(bench)) last = await sandbox(request)
  if (last === undefined) throw new Error('a row must send something')
  return outcomeOf(last)
}

function outcomeOf({ status, headers, body }: HttpResponse): Outcome {
  const { error, error_description, error_uri } = JSON.parse(body)
  if (error === undefined) return { status }
  return {
    status,
    error,
    description: error_description.replace(/ \(trace_id: [0-9a-f]{32}\)$/, ''),
    link: error_uri,
    ...(headers['mp-sandbox-rule'] && { rule: headers['mp-sandbox-rule'] }),
  }
}
