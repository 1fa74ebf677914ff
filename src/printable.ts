/** Text from a stranger, made fit for one line of a terminal: no control characters, and not without end. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 1000)
}
