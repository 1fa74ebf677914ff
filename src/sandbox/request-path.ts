/** The path of an absolute URL, as it was sent: nothing is decoded and no dots are folded. */
export function pathOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? ''
}
