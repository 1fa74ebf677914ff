import type { Send } from './protocol/http.js'
import type { BodySource, Sink, Stream } from './protocol/http-stream.js'
import type { Secret } from './secret.js'

/** Files as mp sees them. Paths are absolute. Errors of the operating system pass through with their `code`. */
export interface Files {
  /** The bytes, or undefined where there is no such file. At most `limit` bytes (default 10 MiB), else `EFBIG`. */
  read(path: string, limit?: number): Uint8Array | undefined
  /** The same for a file that is the user's own and closed to everyone else; undefined for any other. */
  readOwn(path: string, limit?: number): Uint8Array | undefined
  /** A text that is another once the file is: what it holds is not read. Undefined where there is none, and for pipes and the like. */
  stamp(path: string): string | undefined
  /** When it was last written, in whole seconds since 1970; undefined where there is none. */
  modified(path: string): number | undefined
  /** The names in a folder; none where there is no such folder. */
  list(path: string): string[]
  /** Writes a whole file with mode 0600 by rename: the old bytes or the new ones, never half. Makes its folders, 0700. */
  write(path: string, bytes: Uint8Array | string): void
  /** Writes a file that must be new, with mode 0600: all of it or nothing. `EEXIST` where anything has that name, in a race too. */
  create(path: string, bytes: Uint8Array | string): void
  /** Makes the folder, and those above it, where they are not there yet: mode 0700. */
  makeFolder(path: string): void
  /** Whether anything has that name. */
  exists(path: string): boolean
  /** Bytes of the file, or undefined where there is none. `ENOTFILE` for what is no regular file. */
  size(path: string): number | undefined
  /** Gives the file another name in the same folder, in place of whatever has it. */
  rename(from: string, to: string): void
  /** Takes the file away, if there is one. */
  remove(path: string): void
  /**
   * Opens a file to go on writing after its first `at` bytes; what stood behind them is cut off. At 0 it is a new file
   * with mode 0600, in place of whatever had that name. `EINVAL` where it is shorter, `ELOOP` where it is a link.
   */
  grow(path: string, at: number): GrowingFile
}

/** Bytes on their way out, of any number. */
export interface Outflow {
  readonly sink: Sink
  /** Resolves when all of them are written. */
  end(): Promise<void>
}

/** A file's new content. */
export interface Replacement extends Outflow {
  /** Puts it into the old one's place. */
  commit(): Promise<void>
  /** Leaves the old one as it was. */
  abandon(): Promise<void>
}

/** A file that is being written, from front to back. */
export interface GrowingFile {
  write(text: string): void
  /** Ends it when its bytes are on the disk. */
  close(): void
}

/** Connections that are kept between requests. */
export interface Pool {
  readonly send: Send
  /** Finds the way to a URL, and sends nothing. Throws `MP_VARIABLE_INVALID` where a variable names no proxy. */
  findWay(url: string): Promise<void>
  /** Ends them, and what is under way on them. */
  close(): void
}

/** What one process at a time may hold. */
export interface Lock {
  release(): void
}

/** The real world, as one value: the command line runs on this and on nothing else. */
export interface Host {
  stdout(text: string | Uint8Array): void
  stderr(text: string): void
  /** Whether standard input (0), output (1) or error (2) is a terminal. */
  isTerminal(descriptor: 0 | 1 | 2): boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path of the working directory. */
  readonly cwd: string
  /** Absolute path of the user's home directory. */
  readonly home: string
  version(): string
  /** What mp runs on. */
  runtime(): { node: string; platform: string; arch: string }
  /** Seconds since 1970, whole. */
  now(): number
  /** A clock for measuring how long something took. */
  milliseconds(): number
  /** Lets time pass. */
  pause(milliseconds: number): Promise<void>
  /** A fresh UUID. */
  newId(): string
  /** At least 0, less than 1: so that those who wait do not all come back at once. */
  random(): number
  /** A `Send` whose requests each end within `timeoutMs`. `direct`: past every proxy. */
  sender(timeoutMs: number, route?: 'direct'): Send
  /** The same over so many connections at most, which are kept for the next request. */
  pool(timeoutMs: number, connections: number, route?: 'direct'): Pool
  /** Lets what node does on other threads use every core: to be said before anything is done there. */
  useEveryCore(): void
  /** A `Stream` whose exchanges fail when nothing has moved for `silenceMs`. `direct`: past every proxy. */
  stream(silenceMs: number, route?: 'direct'): Stream
  readonly files: Files
  /** Takes the lock of that name, or gives undefined where a living process has it. A dead one's is taken over. */
  lock(path: string): Promise<Lock | undefined>
  /** All of standard input: at most 10 MiB, else `EFBIG`. Errors of the operating system pass through. */
  readStdin(): Promise<Uint8Array>
  /** Standard input as a body to send. */
  stdinBody(): Promise<BodySource>
  /** A file as a body to send. Undefined where there is none; errors of the operating system pass through. */
  fileBody(path: string): Promise<BodySource | undefined>
  /** Standard output for what may be large. Throws `ReaderGone` where nobody reads any more, `MP_FILE` where it cannot be written. */
  outflow(): Promise<Outflow>
  /** Opens a file for a new content of any size; errors of the operating system pass through. */
  replaceFile(path: string): Promise<Replacement>
  /**
   * Runs a program, without a shell, and gives its standard output. What it says on standard error goes to mp's own, or line
   * by line, made fit for a terminal, to `hear`. Throws `MP_SECRET_UNAVAILABLE` where it fails.
   */
  run(argv: readonly string[], hear?: (line: string) => void): Promise<Uint8Array>
  /**
   * Runs a program, without a shell, on mp's own streams and in this environment, hands signals on to it, and gives its exit code:
   * 128 and the signal's number where a signal ended it. Throws `MP_PROGRAM_NOT_FOUND` and `MP_PROGRAM_UNUSABLE`.
   */
  execute(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number>
  /** Asks on the terminal without echo. */
  promptHidden(question: string): Promise<Secret>
  /** Asks on the terminal, and gives the line that is typed. */
  promptVisible(question: string): Promise<string>
  /** Resolves with 130 when the person interrupts or the system asks mp to end. */
  interrupted(): Promise<number>
}
