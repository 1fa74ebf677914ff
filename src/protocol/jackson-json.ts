/** A string, a number, or a sign or word; what stands between them is white space (RFC 8259 section 2). */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]|[a-z]+/g

/**
 * A sound JSON text as Java's Jackson writes it again once it has read it: nothing between the tokens, strings with the escapes
 * that JSON demands, and decimal numbers as Java prints a double. Names that stand twice stay twice.
 */
export function asJacksonWrites(json: string): string {
  return [...json.matchAll(TOKEN)].map(([token]) => rewritten(token)).join('')
}

function rewritten(token: string): string {
  if (token.startsWith('"')) return javaString(JSON.parse(token))
  if (!/^[\d-]/.test(token)) return token
  return /[.eE]/.test(token) ? javaDouble(Number(token)) : token === '-0' ? '0' : token
}

/** `JSON.stringify` writes control characters with small letters, and escapes half a surrogate pair. */
function javaString(text: string): string {
  const escaped = text.replace(/[\u0000-\u001f"\\]/g, (sign) => SHORT[sign] ?? unicode(sign))
  return `"${escaped}"`
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

function unicode(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Plain from a thousandth to ten millions, else with an exponent; always with a point (java.lang.Double, `toString`). */
function javaDouble(number: number): string {
  const size = Math.abs(number)
  if (size === 0) return Object.is(number, -0) ? '-0.0' : '0.0'
  if (size >= 1e-3 && size < 1e7) return withPoint(`${number}`)
  const [digits = '', power = ''] = number.toExponential().split('e')
  return `${withPoint(digits)}E${Number(power)}`
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`
}
