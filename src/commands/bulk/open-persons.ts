import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import type { BodySource } from '../../protocol/http-stream.js'
import { readFailure } from '../../read-file.js'
import type { PersonsSource } from '../options/persons.js'

/** The bytes of a list, to be read as they are wanted. */
export interface OpenedPersons {
  read(): AsyncIterable<Uint8Array>
  /** Whether they can be read a second time. */
  repeatable: boolean
}

/** Opens the list. Throws `MP_USAGE` where it is not there or may not be read; what fails later is thrown while it is read. */
export async function openPersons(from: PersonsSource, host: Host): Promise<OpenedPersons> {
  const label = from.kind === 'stdin' ? 'standard input' : from.label
  const source = from.kind === 'stdin' ? await host.stdinBody() : await fileOf(from, host)
  return { repeatable: source.repeatable, read: () => readNamed(source, label) }
}

async function fileOf({ path, label }: { path: string; label: string }, host: Host): Promise<BodySource> {
  const source = await host.fileBody(path).catch((cause) => {
    throw readFailure(label, 'MP_USAGE', cause)
  })
  if (source === undefined) throw new MpError('MP_USAGE', `--pid: there is no file "${label}"`)
  return source
}

async function* readNamed(source: BodySource, label: string): AsyncGenerator<Uint8Array> {
  try {
    yield* source.read()
  } catch (cause) {
    throw readFailure(label, 'MP_FILE', cause)
  }
}
