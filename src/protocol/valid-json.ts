/** Whether the text is JSON (RFC 8259). The parser's own message would repeat the text, so it goes no further. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
