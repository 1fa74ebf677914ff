import type { OnReadOpts, Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** What one read takes at most. The buffer is used again and again: nothing is made, and nothing is to be thrown away. */
const READ = 256 * 1024
const WRITE_AHEAD = 1024 * 1024

/** Begins a connection that reads as it is told to. */
export type Connect = (onread: OnReadOpts) => Socket

/** Takes bytes that are good during the call only. False asks for a rest, until `goOn`. */
export type Taker = (piece: Uint8Array) => boolean

/**
 * A connection for node:http to talk over, that gives a large body to whoever wants it as it comes from the socket: through
 * node:http's parser and streams the same bytes take twice the time, and every piece is made anew.
 */
export class LeanSocket extends Duplex {
  readonly #raw: Socket
  #taker: Taker | 'nobody' | 'node:http' = 'node:http'

  constructor(connect: Connect) {
    super({ allowHalfOpen: false, readableHighWaterMark: READ, writableHighWaterMark: WRITE_AHEAD })
    const buffer = Buffer.allocUnsafeSlow(READ)
    this.#raw = connect({ buffer, callback: (length) => this.#receive(buffer.subarray(0, length)) })
    this.#raw.on('end', () => this.push(null))
    this.#raw.on('error', (error) => this.destroy(error))
    this.#raw.on('close', () => this.destroy())
    for (const event of ['connect', 'secureConnect']) this.#raw.on(event, () => this.emit(event))
  }

  /** What comes from now on waits, and none of it is for node:http. */
  hold(): void {
    this.#taker = 'nobody'
  }

  /** What comes from now on goes here. */
  divert(taker: Taker): void {
    this.#taker = taker
    this.goOn()
  }

  goOn(): void {
    this.#raw.resume()
  }

  #receive(piece: Buffer): boolean {
    if (typeof this.#taker === 'function') return this.#taker(piece)
    const hasRoom = this.push(Buffer.from(piece))
    // node:http may just have read the head in it, and what follows be held.
    return hasRoom && this.#taker === 'node:http'
  }

  override _read(): void {
    if (this.#taker === 'node:http') this.goOn()
  }

  override _write(piece: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#raw.write(piece, done)
  }

  override _final(done: () => void): void {
    this.#raw.end(done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#raw.destroy()
    done(error)
  }

  /** The rest is what node:http's agent asks of a socket. Time is not kept here. */
  setKeepAlive(enable?: boolean, delay?: number): void {
    this.#raw.setKeepAlive(enable, delay)
  }

  setNoDelay(noDelay?: boolean): void {
    this.#raw.setNoDelay(noDelay)
  }

  setTimeout(): void {}

  ref(): void {
    this.#raw.ref()
  }

  unref(): void {
    this.#raw.unref()
  }
}
