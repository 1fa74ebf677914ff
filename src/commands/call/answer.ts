import { ApiError, type KnownRefusal, MpError, ReaderGone } from '../../errors.js'
import { type ApiAnswer, type ApiCall, type CallApiPorts, callApi } from '../../flows/call-api.js'
import { knownProblem } from '../../flows/known-problem.js'
import type { Host, Outflow, Replacement } from '../../host.js'
import { binaryJudge } from '../../protocol/content-type.js'
import type { Grant } from '../../protocol/grant.js'
import { headerOf, type Sink } from '../../protocol/http-stream.js'
import type { CallOptions } from '../options/call.js'
import type { GlobalOptions } from '../options/global.js'
import { renderHead } from '../render/answer-head.js'
import type { Interruption } from './interruption.js'
import { type BeginMeter, endingTogether, metered, meterFor } from './meters.js'
import { openOutput } from './output.js'
import { type Overheard, overhear } from './overhear.js'

/** What a call runs with beside what was asked for. */
export interface CallContext extends CallApiPorts {
  options: GlobalOptions
  grant: Grant
  interrupted: Interruption
}

/** Calls once and hands the answer on as it comes. A file gets what the API gave; what it says against the call is for standard output. */
export async function fetchAnswer(
  call: ApiCall,
  options: CallOptions,
  context: CallContext,
  host: Host,
): Promise<void> {
  const file = await openOutput(options.output, host)
  const meters = endingTogether(meterFor(context.options, options.output, host))
  try {
    const answer = await context.interrupted.before(callApi(metered(call, meters.begin), context))
    const overheard = answer.status >= 400 ? overhear() : undefined
    const isFor = overheard || answer.status === NOT_MODIFIED ? undefined : file
    const out = isFor ?? (await host.outflow())
    const { include } = options
    const handing = { out, include, meter: meters.begin, isFile: isFor !== undefined, overheard }
    await handOn(answer, handing, context, host).catch((error) => {
      throw overheard && isUnshown(error) ? refusalOf(call, answer, context) : error
    })
    if (overheard) throw refusalOf(call, answer, context, await knownProblem(overheard.text()))
    await settle(file, isFor)
  } catch (error) {
    await file?.abandon()
    if (!(error instanceof ReaderGone)) throw error
  } finally {
    meters.end()
  }
}

/** What the file holds is still what there is (RFC 9110 section 15.4.5). */
const NOT_MODIFIED = 304

async function settle(file: Replacement | undefined, isFor: Replacement | undefined): Promise<void> {
  if (isFor) await isFor.commit()
  else await file?.abandon()
}

/** The reason is a stranger's: plain words, and nothing that could be a token. */
function refusalOf(
  call: ApiCall,
  { status, statusText }: ApiAnswer,
  { grant }: CallContext,
  known?: KnownRefusal,
): ApiError {
  const reason = /^\p{L}[\p{L}' -]{0,59}$/u.test(statusText) ? statusText : ''
  return new ApiError(call, status, {
    reason,
    scopes: grant.scopes,
    sentOnce: call.body?.repeatable === false,
    known,
  })
}

/** Nobody sees the body; that the API refused is worth more than why. */
function isUnshown(error: unknown): boolean {
  return error instanceof ReaderGone || (error instanceof MpError && error.code === 'MP_BINARY')
}

interface HandOn {
  out: Outflow
  isFile: boolean
  include: boolean
  meter: BeginMeter
  overheard: Overheard | undefined
}

async function handOn(
  answer: ApiAnswer,
  { out, isFile, include, meter, overheard }: HandOn,
  { interrupted }: CallContext,
  host: Host,
): Promise<void> {
  const isTerminal = !isFile && host.isTerminal(1)
  const length = headerOf(answer.headers, 'content-length')
  const progress = meter(length === undefined ? {} : { total: Number(length) })
  try {
    if (include) out.sink(renderHead(answer, isTerminal))
    const sink = isTerminal ? sparing(out.sink, answer) : out.sink
    await interrupted.before(
      answer.into((piece) => {
        progress.add(piece.length)
        overheard?.add(piece)
        return sink(piece)
      }),
    )
    await interrupted.before(out.end())
  } finally {
    progress.end()
    answer.close()
  }
}

/** What is not text would steer the terminal. */
function sparing(sink: Sink, { headers }: ApiAnswer): Sink {
  const isBinary = binaryJudge()
  return (piece) => {
    if (!isBinary(piece)) return sink(piece)
    const type = mediaType(headerOf(headers, 'content-type'))
    const what = type === undefined ? '' : ` (${type})`
    throw new MpError('MP_BINARY', `the answer is binary${what}, and standard output is a terminal`)
  }
}

/** Type and subtype where they are names of a length that is usual (RFC 6838 section 4.2); a header can hold anything. */
function mediaType(header: string | undefined): string | undefined {
  return /^\w[\w.+-]{0,63}\/\w[\w.+-]{0,63}(?=\s*(;|$))/.exec(header ?? '')?.[0]
}
