import type { ApiCall } from '../../flows/call-api.js'
import type { Host } from '../../host.js'
import type { BodySource } from '../../protocol/http-stream.js'
import type { GlobalOptions } from '../options/global.js'
import type { Destination } from '../options/key-file.js'
import { type Meter, progressMeter } from '../render/progress.js'

/** Begins to show how far a transfer has come, to a person who would otherwise see nothing. */
export type BeginMeter = (transfer: { label?: string; total?: number }) => Meter

/** Whether there is such a person, and the result does not go to the same terminal. */
export function showsProgress({ quiet, json }: GlobalOptions, output: Destination, host: Host): boolean {
  return !quiet && !json && host.isTerminal(2) && (output.kind === 'file' || !host.isTerminal(1))
}

export function meterFor(options: GlobalOptions, output: Destination, host: Host): BeginMeter {
  const isTerminal = showsProgress(options, output, host)
  const { stderr: write, milliseconds } = host
  return (transfer) => progressMeter({ write, milliseconds, isTerminal, ...transfer })
}

/** Meters that end together: an exchange that breaks off may leave one behind, and what is said next would stand on its line. */
export function endingTogether(begin: BeginMeter): { begin: BeginMeter; end(): void } {
  const begun = new Set<Meter>()
  return {
    begin(transfer) {
      const { add, end } = begin(transfer)
      const meter: Meter = { add, end: () => void (begun.delete(meter) && end()) }
      begun.add(meter)
      return meter
    },
    end() {
      for (const meter of begun) meter.end()
    },
  }
}

/** The call, its body counted on its way. */
export function metered(call: ApiCall, meter: BeginMeter): ApiCall {
  const { body } = call
  if (body === undefined) return call
  return { ...call, body: { ...body, read: () => counted(body, meter) } }
}

async function* counted(body: BodySource, meter: BeginMeter): AsyncGenerator<Uint8Array> {
  const { length } = body
  const progress = meter({ label: 'sent', ...(length !== undefined && { total: length }) })
  try {
    for await (const piece of body.read()) {
      yield piece
      progress.add(piece.length)
    }
  } finally {
    progress.end()
  }
}
