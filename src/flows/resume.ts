import { writeFailure } from '../create-file.js'
import { MpError } from '../errors.js'
import type { Files } from '../host.js'
import type { Cursor } from '../protocol/paging.js'
import { readFile } from '../read-file.js'
import { finishPart, type NamedFile, openPart, type PartFile, partOf } from './part-file.js'
import { formatState, type PagedRun, type Progress, readState, refused } from './resume-state.js'

export type ResumeFiles = Pick<Files, 'read' | 'write' | 'remove' | 'rename' | 'size' | 'grow'>

/** A run that an interruption does not end. */
export interface ResumedRun {
  /** Whether an earlier run fetched all there is; then nothing is left to do. */
  readonly finished: boolean
  /** Where to go on; undefined: at the beginning. */
  readonly from: Cursor | undefined
  /** Takes lines for the output. Undefined where there is none: lines go to standard output, before they are marked. */
  readonly write: ((lines: string) => void) | undefined
  /** Remembers that all lines so far are out. After the last page it gives the output its name and forgets the run. */
  mark(cursor: Cursor | undefined): void
  /** Lets go of the output, however the run ended. A run without any mark leaves nothing behind. */
  close(): void
}

/**
 * Opens the state that `--resume` names, or a new one. With an output, every line is there once, whenever the process was
 * killed: lines grow in `<output>.part`, the state says how many of its bytes count, and what stands behind them is cut off.
 * The last steps are a state that says so, the rename, and the state's removal; a run killed between them is finished here.
 * Throws `MP_RESUME` where the state is not this run's or its part is gone, `MP_FILE`, and `MP_USAGE`.
 */
export function openResume(files: ResumeFiles, state: NamedFile, run: PagedRun): ResumedRun {
  assertApart(state, run.output)
  const bytes = readFile(files, state.path, state.label, 'MP_FILE')
  const kept = bytes?.length ? readState(state.label, bytes, run) : undefined
  if (kept?.cursor === null) {
    settle(files, state, run.output, kept.bytes)
    return FINISHED
  }
  if (run.output === undefined) return goOn(files, state, run, kept, undefined)
  if (kept !== undefined) assertWhole(files, state, run.output, kept.bytes)
  return goOn(files, state, run, kept, openPart(files, run.output, kept?.bytes ?? 0))
}

const FINISHED: ResumedRun = {
  finished: true,
  from: undefined,
  write: undefined,
  mark: () => {},
  close: () => {},
}

function goOn(
  files: ResumeFiles,
  state: NamedFile,
  run: PagedRun,
  kept: Progress | undefined,
  part: PartFile | undefined,
): ResumedRun {
  let marked = kept !== undefined
  let open = part !== undefined
  const release = () => {
    if (open) part?.close()
    open = false
  }
  const remember = (cursor: Cursor | null) => {
    save(files, state, formatState(run, { cursor, bytes: part?.length ?? 0 }))
    marked = true
  }
  return {
    finished: false,
    from: kept?.cursor ?? undefined,
    write: part && ((lines) => part.write(lines)),
    mark(cursor) {
      if (cursor !== undefined) return remember(cursor)
      release()
      if (part !== undefined) remember(null)
      settle(files, state, run.output, part?.length ?? 0)
    },
    close() {
      release()
      const path = run.output && partOf(run.output).path
      if (path !== undefined && !marked && files.size(path) === part?.length) files.remove(path)
    },
  }
}

/** The last steps of a run whose lines are all out; each may have been taken before. */
function settle(files: ResumeFiles, state: NamedFile, output: NamedFile | undefined, bytes: number): void {
  if (output !== undefined && files.size(partOf(output).path) === bytes) finishPart(files, output)
  else if (output !== undefined && files.size(output.path) !== bytes) {
    throw refused(state.label, `"${output.label}" was finished, and is not there as it was left`)
  }
  try {
    files.remove(state.path)
  } catch (cause) {
    throw writeFailure(state.label, cause)
  }
}

function assertWhole(files: ResumeFiles, state: NamedFile, output: NamedFile, bytes: number): void {
  const part = partOf(output)
  const size = files.size(part.path)
  if (size !== undefined && size >= bytes) return
  const what = size === undefined ? 'gone' : `only ${size} bytes long`
  throw refused(state.label, `"${part.label}" is ${what}, and ${bytes} bytes of it are counted on`)
}

function assertApart(state: NamedFile, output: NamedFile | undefined): void {
  if (output !== undefined && [output.path, partOf(output).path].includes(state.path)) {
    throw new MpError('MP_USAGE', '--resume and --output need a file each')
  }
}

function save(files: ResumeFiles, { path, label }: NamedFile, text: string): void {
  try {
    files.write(path, text)
  } catch (cause) {
    throw writeFailure(label, cause)
  }
}
