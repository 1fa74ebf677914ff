/** Text from a stranger, made fit for one line of a terminal: no control characters, nothing that turns the text about, and not without end. */
export function printable(text: string): string {
  return harmless(text).slice(0, 1000)
}

/** The same, as long as it is. */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ')
}
