/** What would lead an address elsewhere, or cut a header or a line in two. */
export const HARMFUL = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  '/',
  'a\\b',
  '%2e%2e',
  'a%2Fb',
  'a\u0000b',
  'a\r\nb',
  'a\n',
  '\u007f',
  '\u009b',
  '\ud800',
]
