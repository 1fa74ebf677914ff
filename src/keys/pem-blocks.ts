import { unreadable } from './fault.js'

/** One block of PEM text (RFC 7468). */
export interface PemBlock {
  /** `PRIVATE KEY`, `CERTIFICATE` and the like. */
  readonly label: string
  readonly der: Buffer
  /** `DEK-Info`, in a key that OpenSSL encrypted the old way: the cipher, and the initialization vector in hexadecimal. */
  readonly dek?: { readonly cipher: string; readonly iv: string }
  /** What `openssl pkcs12` writes above a block. */
  readonly name?: string
  readonly localKeyId?: string
}

const BEGIN = '-----BEGIN '
const DASHES = '-----'

/** Is there a PEM block in this text? */
export function hasPem(text: string): boolean {
  return text.includes(BEGIN)
}

/** Cuts PEM text into its blocks. What stands around them is left alone. */
export function readBlocks(written: string): PemBlock[] {
  const text = written.replace(/\\r/g, '').replace(/\\n/g, '\n') // as in an environment variable or a JSON string
  const blocks: PemBlock[] = []
  let at = 0
  for (let begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, at)) {
    const from = text.indexOf(DASHES, begin + BEGIN.length)
    const label = text.slice(begin + BEGIN.length, from)
    const to = from < 0 ? -1 : text.indexOf(`${DASHES}END ${label}${DASHES}`, from)
    if (to < 0) throw unreadable('holds a PEM block that does not end')
    blocks.push(readBlock(label, text.slice(from + DASHES.length, to), text.slice(at, begin)))
    at = to + DASHES.length
  }
  return blocks
}

function readBlock(label: string, body: string, above: string): PemBlock {
  const dek = /DEK-Info: *([\w-]+),([\da-fA-F]+)/.exec(body)
  const [cipher, iv] = dek?.slice(1) ?? []
  const base64 = body.includes(':') ? body.replace(/^.*:.*$/gm, '') : body
  return {
    label,
    der: Buffer.from(base64, 'base64'),
    ...(cipher !== undefined && iv !== undefined && { dek: { cipher, iv } }),
    ...bagAttributes(above),
  }
}

function bagAttributes(above: string): { name?: string; localKeyId?: string } {
  const name = /friendlyName: *(.*?) *\r?$/m.exec(above)?.[1]
  const localKeyId = /localKeyID: *([\dA-F ]+?) *\r?$/im.exec(above)?.[1]?.replaceAll(' ', '')
  return { ...(name && { name }), ...(localKeyId && { localKeyId }) }
}
