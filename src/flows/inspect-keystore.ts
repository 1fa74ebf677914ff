import { MpError } from '../errors.js'
import { toSigningKey, type Use } from '../keys/fitness.js'
import { selectEntry, type Wanted } from '../keys/select.js'
import type { Entry, Keystore } from '../keys/signing-key.js'
import { type DescribedEntry, describeEntry } from './describe-entry.js'

/** An entry and what mp would do with it. */
export interface InspectedEntry extends DescribedEntry {
  /** It is the one that would be taken: nothing speaks against it. */
  selected: boolean
  /** Why a private key may not be used. */
  problem?: MpError
}

/** A whole keystore; nothing in it stops the looking. */
export interface Inspection {
  format: Keystore['format']
  entries: InspectedEntry[]
  /** Why none of the entries would be taken. */
  undecided?: MpError
}

/** Tells of every entry what it is, whether it would be taken, and what speaks against it. */
export function inspectKeystore({ format, entries }: Keystore, wanted: Wanted, use: Use): Inspection {
  const choice = attempt(() => selectEntry({ format, entries }, wanted, use.now, use.label))
  return {
    format,
    entries: entries.map((entry) => inspectEntry(entry, entry === choice.value, use)),
    ...(choice.error && { undecided: choice.error }),
  }
}

function inspectEntry(entry: Entry, selected: boolean, use: Use): InspectedEntry {
  const described = describeEntry(entry)
  if (entry.type !== 'private-key') return { ...described, selected }
  const { error } = attempt(() => toSigningKey(entry, use))
  return error ? { ...described, selected: false, problem: error } : { ...described, selected }
}

/** A refusal is what is looked for here; anything else is not. */
function attempt<T>(run: () => T): { value?: T; error?: MpError } {
  try {
    return { value: run() }
  } catch (error) {
    if (error instanceof MpError) return { error }
    throw error
  }
}
