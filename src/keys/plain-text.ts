const SAMPLE = 4096

/** The text that a file is, byte order marks and UTF-16 seen to; undefined for what is not text. */
export function plainText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
  }
  const hasControls = bytes.subarray(0, SAMPLE).some((octet) => octet < 0x20 && !isSpace(octet))
  return hasControls ? undefined : bytes.toString('utf8').replace(/^\ufeff/, '')
}

/** What base64 text stands for, the prefix of jwt-grant-generator's properties and quotes taken off; undefined if it is not base64. */
export function fromBase64(text: string): Buffer | undefined {
  const bare = text.replace(/^\s*["']?(?:base64:)?|["']?\s*$/g, '').replace(/\s+/g, '')
  return bare.length >= 32 && /^[\w+/-]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : undefined
}

function isSpace(octet: number): boolean {
  return octet >= 0x09 && octet <= 0x0d
}
