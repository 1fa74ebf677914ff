import type { Send } from './protocol/http.js'
import type { Secret } from './secret.js'

/** Files as mp sees them. Paths are absolute. Errors of the operating system pass through with their `code`. */
export interface Files {
  /** The bytes, or undefined where there is no such file. At most `limit` bytes (default 10 MiB), else `EFBIG`. */
  read(path: string, limit?: number): Uint8Array | undefined
  /** Writes a whole file with mode 0600 by rename: the old bytes or the new ones, never half. Makes its folders, 0700. */
  write(path: string, bytes: Uint8Array | string): void
  /** Writes a file that must be new, with mode 0600: all of it or nothing. `EEXIST` where anything has that name, in a race too. */
  create(path: string, bytes: Uint8Array | string): void
  /** Whether anything has that name. */
  exists(path: string): boolean
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
  /** Seconds since 1970, whole. */
  now(): number
  /** A clock for measuring how long something took. */
  milliseconds(): number
  /** A fresh UUID. */
  newId(): string
  /** A `Send` whose requests each end within `timeoutMs`. */
  sender(timeoutMs: number): Send
  readonly files: Files
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>
  /** Runs a program, without a shell, and gives its standard output. Throws `MP_SECRET_UNAVAILABLE` where it fails. */
  run(argv: readonly string[]): Promise<Uint8Array>
  /** Asks on the terminal without echo. */
  promptHidden(question: string): Promise<Secret>
  /** Resolves with 130 when the person interrupts or the system asks mp to end. */
  interrupted(): Promise<number>
}
