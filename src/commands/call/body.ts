import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { bytesBody } from '../../protocol/bytes-body.js'
import { sniffContentType } from '../../protocol/content-type.js'
import type { BodySource } from '../../protocol/http-stream.js'
import { readFailure } from '../../read-file.js'
import type { CallBody } from '../options/call-body.js'

/** A body that can be sent, and what it is. */
export interface OpenedBody {
  source: BodySource
  contentType: string
}

/** Opens what is to be sent. Throws `MP_FILE` where a file is not there or may not be read: nothing has been sent. */
export async function openBody(body: CallBody, host: Host): Promise<OpenedBody> {
  if (body.kind === 'text')
    return { source: bytesBody(Buffer.from(body.text)), contentType: body.contentType }
  const source =
    body.kind === 'stdin'
      ? named(await host.stdinBody(), 'standard input')
      : named(await fileBody(body, host), body.label)
  return { source, contentType: sniffContentType(await source.peek()) }
}

/** The body, its failures told as a file's: it is not the API that failed. */
function named(source: BodySource, label: string): BodySource {
  return {
    ...source,
    async peek() {
      try {
        return await source.peek()
      } catch (cause) {
        throw readFailure(label, 'MP_FILE', cause)
      }
    },
    async *read() {
      try {
        yield* source.read()
      } catch (cause) {
        throw readFailure(label, 'MP_FILE', cause)
      }
    },
  }
}

async function fileBody({ path, label }: { path: string; label: string }, host: Host): Promise<BodySource> {
  const source = await host.fileBody(path).catch((cause) => {
    throw readFailure(label, 'MP_FILE', cause)
  })
  if (source === undefined) throw new MpError('MP_FILE', `"${label}" is not there (--data)`)
  return source
}
