import { isJson } from './valid-json.js'

const JSON_TYPE = 'application/json'
const XML_TYPE = 'application/xml'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** What a file is, by its first bytes: JSON, XML, PDF (ISO 32000-1 section 7.5.2), or bytes that say nothing. */
export function sniffContentType(first: Uint8Array): string {
  const start = Buffer.from(first.subarray(0, 1024)).toString('latin1')
  if (start.startsWith('%PDF-')) return 'application/pdf'
  const letter = /^(?:\xef\xbb\xbf)?[ \t\r\n]*([{[<])/.exec(start)?.[1]
  if (letter === undefined) return 'application/octet-stream'
  return letter === '<' ? XML_TYPE : JSON_TYPE
}

/** What a text is: a JSON object or list, a form, XML, or words. */
export function textContentType(text: string): string {
  if (/^\s*[{[]/.test(text) && isJson(text)) return JSON_TYPE
  if (/^\s*</.test(text)) return XML_TYPE
  return isForm(text) ? FORM_TYPE : 'text/plain; charset=utf-8'
}

/** Whether a terminal should be spared these bytes: control characters, among them those that steer it, or no UTF-8. */
export function isBinary(first: Uint8Array): boolean {
  return binaryJudge()(first)
}

/** The same for pieces in their order: a letter may begin in one and end in the next. */
export function binaryJudge(): (piece: Uint8Array) => boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (piece) => {
    try {
      // Streaming lets a letter be cut off at the end.
      return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(decoder.decode(piece, { stream: true }))
    } catch {
      return true // not UTF-8
    }
  }
}

function isForm(text: string): boolean {
  return text.split('&').every((pair) => /^[^=\s\p{Cc}]+=[^\s\p{Cc}]*$/u.test(pair))
}
