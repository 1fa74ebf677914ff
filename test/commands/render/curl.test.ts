import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type CurlRequest, renderCurl } from '../../../src/commands/render/curl.js'
import { directoryWith } from '../../support/directory.js'

const AUTH = '-H "Authorization: Bearer $MASKINPORTEN_TOKEN"'
const URL = 'https://api.example.no/v1'

function line(request: Partial<CurlRequest>): string {
  return renderCurl({ method: 'GET', url: URL, headers: [], ...request })
}

describe('renderCurl', () => {
  it.each<[string, Partial<CurlRequest>, string]>([
    ['a plain request', {}, `curl ${AUTH} ${URL}`],
    ['a query', { url: `${URL}?a=b&c=d` }, `curl ${AUTH} '${URL}?a=b&c=d'`],
    [
      'what curl would take for a pattern',
      { url: `${URL}/{a}[1]` },
      `curl --globoff ${AUTH} '${URL}/{a}[1]'`,
    ],
    ['another method', { method: 'DELETE' }, `curl -X DELETE ${AUTH} ${URL}`],
    ['a method with a quote in it', { method: "A'B" }, `curl -X 'A'\\''B' ${AUTH} ${URL}`],
    ['a HEAD, which curl would wait for the body of', { method: 'HEAD' }, `curl --head ${AUTH} ${URL}`],
    ['a POST without a body', { method: 'POST' }, `curl -X POST ${AUTH} ${URL}`],
    ['the head of the answer', { include: true }, `curl --include ${AUTH} ${URL}`],
    ['headers', { headers: [['Accept', 'text/csv']] }, `curl ${AUTH} -H 'Accept: text/csv' ${URL}`],
    ['an empty header', { headers: [['X-A', '']] }, `curl ${AUTH} -H 'X-A;' ${URL}`],
    ['a token among the headers', { headers: [['AUTHORIZATION', 'Bearer s3cret']] }, `curl ${AUTH} ${URL}`],
    [
      'a text',
      {
        method: 'POST',
        headers: [['Content-Type', 'text/plain']],
        body: { kind: 'text', text: '@it\'s "$X"' },
      },
      `curl ${AUTH} -H 'Content-Type: text/plain' --data-raw '@it'\\''s "$X"' ${URL}`,
    ],
    [
      'a file',
      { method: 'POST', headers: [['content-type', 'a/b']], body: { kind: 'file', label: 'my file.json' } },
      `curl ${AUTH} -H 'content-type: a/b' --data-binary '@my file.json' ${URL}`,
    ],
    [
      'standard input',
      { method: 'PUT', headers: [['content-type', 'a/b']], body: { kind: 'stdin' } },
      `curl -X PUT ${AUTH} -H 'content-type: a/b' --data-binary @- ${URL}`,
    ],
    [
      'a GET with a body',
      { headers: [['content-type', 'a/b']], body: { kind: 'text', text: 'x' } },
      `curl -X GET ${AUTH} -H 'content-type: a/b' --data-raw x ${URL}`,
    ],
    [
      'a body of no type, which curl would call a form',
      { method: 'POST', body: { kind: 'text', text: 'x' } },
      `curl ${AUTH} -H 'Content-Type:' --data-raw x ${URL}`,
    ],
  ])('tells curl of %s', (_, request, expected) => {
    expect(line(request)).toBe(`${expected}\n`)
  })
})

const NASTY = [
  'plain',
  "it's",
  "'",
  "''",
  "'; touch owned; '",
  '"double"',
  '$HOME $(touch owned) `touch owned`',
  '$' + '{HOME:=owned}',
  '\\',
  "\\'",
  'a\\nb\\',
  'line\nbreak\n',
  '\ttab\t',
  ' * ? [a-z] ~ {a,b} ',
  '~',
  '!history !! !$',
  '# no comment',
  'a;b|c&d<e>f(g)h',
  '-o',
  '--',
  'æøå € 😀',
  '\u0001\u001b[2J',
  '%PATH% ^ "',
  '{"navn":"D\'Arcy & Søn","beløp":1250000.50}',
]

/** What a real shell hands to a program called curl. */
function argvOf(command: string, dir: string): string[] {
  const env = {
    PATH: `${dir}:${process.env.PATH}`,
    MASKINPORTEN_TOKEN: 'a token * $(x)',
    HOME: '/home/nobody',
  }
  return execFileSync('sh', ['-c', command], { cwd: dir, env, encoding: 'utf8' }).split('\0').slice(0, -1)
}

function directoryWithCurl(): string {
  const dir = directoryWith({ curl: '#!/bin/sh\nprintf \'%s\\0\' "$@"\n' })
  chmodSync(`${dir}/curl`, 0o755)
  return dir
}

describe('the line in a real shell', () => {
  it.each(NASTY)('hands %j to curl unharmed', (text) => {
    const dir = directoryWithCurl()
    const value = text.replace(/[^\t\x20-\x7e]/g, '.')
    const url = `https://api.example.no/?q=${text}`
    const command =
      line({ method: 'POST', url, headers: [['X-A', value]], body: { kind: 'text', text } }) +
      line({ method: text, body: { kind: 'file', label: text } })
    const auth = ['-H', 'Authorization: Bearer a token * $(x)']
    const globoff = /[[\]{}]/.test(text) ? ['--globoff'] : []
    expect(argvOf(command, dir)).toEqual([
      ...[...globoff, ...auth, '-H', `X-A: ${value}`, '-H', 'Content-Type:', '--data-raw', text, url],
      ...['-X', text, ...auth, '-H', 'Content-Type:', '--data-binary', `@${text}`, URL],
    ])
    expect(argvOf('for name in *; do curl "$name"; done', dir)).toEqual(['curl'])
  })
})
