import type { BodySource } from './http-stream.js'

/** Bytes at hand as a body. */
export function bytesBody(bytes: Uint8Array): BodySource {
  return {
    length: bytes.length,
    repeatable: true,
    peek: async () => bytes,
    async *read() {
      if (bytes.length > 0) yield bytes
    },
  }
}
