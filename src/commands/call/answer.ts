import { ApiError, MpError, ReaderGone } from '../../errors.js'
import { type ApiAnswer, type ApiCall, type CallApiPorts, callApi } from '../../flows/call-api.js'
import type { Host, Outflow } from '../../host.js'
import { printable } from '../../printable.js'
import { isBinary } from '../../protocol/content-type.js'
import { headerOf, type Sink } from '../../protocol/http-stream.js'
import type { CallOptions } from '../options/call.js'
import type { GlobalOptions } from '../options/global.js'
import { renderHead } from '../render/answer-head.js'
import type { Interruption } from './interruption.js'
import { metered, meterFor } from './meters.js'
import { openOutput } from './output.js'

/** What a call runs with beside what was asked for. */
export interface CallContext extends CallApiPorts {
  options: GlobalOptions
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
  const meter = meterFor(context.options, options.output, host)
  try {
    const answer = await context.interrupted.before(callApi(metered(call, meter), context))
    const isFor = answer.status < 400 ? file : undefined
    await handOn(
      answer,
      { out: isFor ?? (await host.outflow()), include: options.include, meter, isFile: isFor !== undefined },
      context,
      host,
    )
    if (answer.status >= 400) throw new ApiError(call, answer.status, printable(answer.statusText))
    await file?.commit()
  } catch (error) {
    await file?.abandon()
    if (!(error instanceof ReaderGone)) throw error
  }
}

interface HandOn {
  out: Outflow
  isFile: boolean
  include: boolean
  meter: ReturnType<typeof meterFor>
}

async function handOn(
  answer: ApiAnswer,
  { out, isFile, include, meter }: HandOn,
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
  let first = true
  return (piece) => {
    if (first && isBinary(piece)) {
      const type = headerOf(headers, 'content-type')?.split(';')[0]
      const what = type === undefined ? '' : ` (${type})`
      throw new MpError('MP_BINARY', `the answer is binary${what}, and standard output is a terminal`)
    }
    first = false
    return sink(piece)
  }
}
