import { writeFailure } from '../create-file.js'
import { MpError } from '../errors.js'
import type { Files } from '../host.js'

/** A file that a person named. */
export interface NamedFile {
  /** Absolute. */
  path: string
  /** As it was typed, for messages. */
  label: string
}

/** An output that is not whole yet: it grows beside its place, and gets its name when nothing is missing. */
export interface PartFile {
  /** Bytes written, by earlier runs too. */
  readonly length: number
  write(lines: string): void
  close(): void
}

export type PartPorts = Pick<Files, 'size' | 'rename' | 'grow'>

/** Where an output grows. */
export function partOf({ path, label }: NamedFile): NamedFile {
  return { path: `${path}.part`, label: `${label}.part` }
}

/** Opens the part to go on after its first `at` bytes. Throws `MP_FILE`, also where the output is something that no file can replace. */
export function openPart(files: PartPorts, output: NamedFile, at: number): PartFile {
  told(output.label, () => files.size(output.path))
  const { path, label } = partOf(output)
  const file = told(label, () => files.grow(path, at))
  let length = at
  return {
    get length() {
      return length
    },
    write(lines) {
      assertUntouched(files, { path, label }, length)
      told(label, () => file.write(lines))
      length += Buffer.byteLength(lines)
    },
    close: () => told(label, () => file.close()),
  }
}

/** Gives a part that is whole and closed its name, in place of what had it. Throws `MP_FILE`. */
export function finishPart(files: PartPorts, output: NamedFile): void {
  told(output.label, () => files.rename(partOf(output).path, output.path))
}

/** Two runs on one file would mix their lines: the one that finds bytes it did not write gives way. */
function assertUntouched(files: PartPorts, { path, label }: NamedFile, length: number): void {
  if (files.size(path) !== length) throw new MpError('MP_FILE', `"${label}" is being written by another run`)
}

function told<T>(label: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw writeFailure(label, cause)
  }
}
