import { ApiError, MpError, ReaderGone } from '../../errors.js'
import { EXIT_CODES } from '../../exit-codes.js'
import { type ApiCall, callApi } from '../../flows/call-api.js'
import { type Followed, followPages } from '../../flows/follow-pages.js'
import { knownProblem } from '../../flows/known-problem.js'
import { openResume, type ResumedRun } from '../../flows/resume.js'
import { wholeAnswer, wholeText } from '../../flows/whole-answer.js'
import type { Host } from '../../host.js'
import type { Resolved } from '../../profiles/resolve.js'
import { bytesBody } from '../../protocol/bytes-body.js'
import type { HttpResponse } from '../../protocol/http.js'
import type { PageRequest } from '../../protocol/page.js'
import type { CallOptions } from '../options/call.js'
import type { Reporter } from '../reporter.js'
import type { CallContext } from './answer.js'
import { type Naming, namingIn } from './by-name.js'
import { meterFor } from './meters.js'
import { openOutput } from './output.js'

type Pages = NonNullable<CallOptions['pages']>

/** Where lines go, and what becomes of them in the end. */
interface LinesOut {
  write(lines: string): Promise<void> | void
  finish(): Promise<void>
  giveUp(): Promise<void>
}

/** Calls page after page and prints their lines; with a state file, from where an earlier run stopped. */
export async function callPages(
  call: ApiCall,
  options: CallOptions,
  pages: Pages,
  context: CallContext & { report: Reporter; resolved: Resolved },
  host: Host,
): Promise<void> {
  const { method, url } = call
  const first: PageRequest = { method, url, ...(call.body && { body: await wholeText(call.body) }) }
  const naming = namingIn(context.resolved.environment.value)
  const run = openRun(naming.named(first), options, pages, host)
  if (run?.finished) {
    context.report.note('an earlier run fetched every page, and nothing is left to do')
    return
  }
  const out = await linesOut(run, options, host)
  try {
    await follow(first, { call, pages, run, naming, out, options }, context, host)
    await out.finish()
  } catch (error) {
    await out.giveUp()
    if (error instanceof ReaderGone && run === undefined) return
    if (run && error instanceof MpError) error.resumable = GOES_ON.includes(EXIT_CODES[error.code])
    throw error instanceof ReaderGone ? unread() : error
  }
}

/** Pages are left, and a run that can go on is not done because somebody stopped reading. */
function unread(): MpError {
  const error = new MpError('MP_INTERRUPTED', 'nobody reads standard output any more, and pages are left')
  error.resumable = true
  return error
}

/** What ends a run and does not end it for good. */
const GOES_ON = [130, 4, 5, 6, 7]

function openRun(
  first: PageRequest,
  { output }: CallOptions,
  pages: Pages,
  host: Host,
): ResumedRun | undefined {
  const { items, resume } = pages
  return (
    resume &&
    openResume(host.files, resume, {
      request: first,
      ...(items !== undefined && { items }),
      ...(output.kind === 'file' && { output }),
    })
  )
}

async function linesOut(run: ResumedRun | undefined, { output }: CallOptions, host: Host): Promise<LinesOut> {
  if (run?.write) {
    return { write: run.write, finish: async () => run.close(), giveUp: async () => run.close() }
  }
  const file = await openOutput(output, host)
  const flow = file ?? (await host.outflow())
  return {
    async write(lines) {
      flow.sink(Buffer.from(lines))
      await flow.end()
    },
    finish: async () => file?.commit(),
    giveUp: async () => file?.abandon(),
  }
}

interface Journey {
  call: ApiCall
  pages: Pages
  run: ResumedRun | undefined
  naming: Naming
  out: LinesOut
  options: CallOptions
}

async function follow(
  first: PageRequest,
  { call, pages: { items }, run, naming, out, options }: Journey,
  context: CallContext,
  host: Host,
): Promise<void> {
  const { interrupted } = context
  const meter = meterFor(context.options, options.output, host)({})
  try {
    const followed = await followPages(
      first,
      { ...(items !== undefined && { items }), ...(run?.from && { from: naming.reached(run.from) }) },
      {
        async fetch(request) {
          const response = await interrupted.before(fetchPage(call, request, context))
          meter.add(Buffer.byteLength(response.body))
          return response
        },
        write: out.write,
        mark: (cursor) => run?.mark(cursor && naming.remembered(cursor)),
        stopping: () => interrupted.stopping,
      },
    )
    await judge(followed, call, options, host)
  } finally {
    meter.end()
  }
}

async function fetchPage(
  { headers }: ApiCall,
  { method, url, body }: PageRequest,
  context: CallContext,
): Promise<HttpResponse> {
  const isSent = body !== undefined
  const kept = isSent ? headers : headers.filter(([name]) => !/^content-/i.test(name))
  const sent = isSent && { body: bytesBody(Buffer.from(body)) }
  const request = { method, url, headers: kept, ...sent, harmless: true as const }
  const answer = await callApi(request, context)
  return wholeAnswer(url, answer)
}

/** What an API says against a page is printed where it cannot be taken for a line of a page. */
async function judge(followed: Followed, call: ApiCall, { output }: CallOptions, host: Host): Promise<void> {
  if (followed.end === 'done') return
  if (followed.end === 'stopped') throw new MpError('MP_INTERRUPTED', 'interrupted')
  const { response, first } = followed
  const print = first || output.kind === 'file' ? host.stdout : host.stderr
  print(response.body)
  throw new ApiError(call, response.status, { known: await knownProblem(response.body) })
}
