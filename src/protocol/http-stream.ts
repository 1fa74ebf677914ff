/** Takes bytes as they come, which are good during the call only. A promise asks that the next piece wait until it resolves. */
export type Sink = (piece: Uint8Array) => Promise<void> | undefined

/** A body on its way out, of any size. */
export interface BodySource {
  /** In bytes, where it is known before. */
  readonly length?: number
  /** Whether it can be sent a second time. */
  readonly repeatable: boolean
  /** The first bytes, for telling what it is; they are sent all the same. */
  peek(): Promise<Uint8Array>
  /** From the beginning. What is not repeatable is read once. */
  read(): AsyncIterable<Uint8Array>
}

/** Header names and values as they are sent, in order, repeated ones too. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** A request whose body may be larger than memory. */
export interface StreamedRequest {
  method: string
  url: string
  headers: HeaderList
  body?: BodySource
  /** Hearing it twice does no harm, though its method does not say so: a search by POST. */
  harmless?: true
}

/** An answer whose body has yet to be taken, once, or let go. */
export interface StreamedResponse {
  status: number
  statusText: string
  headers: HeaderList
  /** Hands the body on to its end. Throws `MP_UNREACHABLE` when it is cut short or falls silent, and what the sink throws. */
  into(sink: Sink): Promise<void>
  /** Ends the exchange: nothing more of it is wanted. */
  close(): void
}

/** Sends one request and gives the answer's head, whatever its status. Throws `MP_UNREACHABLE` when there is none. */
export type Stream = (request: StreamedRequest) => Promise<StreamedResponse>

/** The value of a header, by its name in lower case; repeated ones are joined with `, `. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(', ')
}
