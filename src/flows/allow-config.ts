import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { writeFailure } from '../create-file.js'
import type { Host } from '../host.js'
import { stateDirectory } from '../profiles/directories.js'
import type { AskingFile } from '../profiles/settings.js'
import { readFile } from '../read-file.js'

export type AllowPorts = Pick<Host, 'env' | 'home' | 'files'>

/** Whether the person has allowed this file, as it stands now, to have programs run. */
export async function isAllowed(file: AskingFile, host: AllowPorts): Promise<boolean> {
  const record = recordOf(file, host)
  return readFile(host.files, record, record, 'MP_FILE') !== undefined
}

/** Remembers that this file, as it stands now, may have programs run. A changed file must be allowed anew. */
export function allowConfig(file: Pick<AskingFile, 'path' | 'bytes'>, host: AllowPorts): void {
  const record = recordOf(file, host)
  try {
    host.files.write(record, `${file.path}\n`)
  } catch (cause) {
    throw writeFailure(record, cause)
  }
}

function recordOf({ path, bytes }: Pick<AskingFile, 'path' | 'bytes'>, { env, home }: AllowPorts): string {
  const digest = createHash('sha256').update(path).update('\0').update(bytes).digest('hex')
  return join(stateDirectory(env, home), 'allowed', digest)
}
