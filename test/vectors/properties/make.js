// Makes vectors.json anew: files, in Latin-1, and the pairs that java.util.Properties reads in them; null where it refuses the file.
// Needs a JDK (17 made what is there). Run: node test/vectors/properties/make.js
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WRITTEN = [
  '', '\n', 'a', 'a=b', 'a:b', 'a b', 'a\tb', 'a\fb', ' a = b ', 'a==b', 'a=:b', 'a = = b', 'a  :  b', 'a\t=\tb\t', '=b', ':b', ' =b', 'a=',
  'a = ', '# a=b', '! a=b', ' \t# a=b', 'a=b # c', 'a=b\n#c=d', '#c\\\na=b', 'a\\=b=c', 'a\\:b=c', 'a\\ b=c', 'a\\#b=c', '\\#a=b', 'a=\\ b',
  'a=b\\ ', 'a=b\nc=d', 'a=b\rc=d', 'a=b\r\nc=d', 'a=b\r\n\r\nc=d\r\n', 'a=b\\\nc', 'a=b\\\n  c', 'a=b\\\r\n  c', 'a=b\\\rc', 'a=b\\\\\nc=d',
  'a=b\\\\\\\nc=d', 'a=b\\\n\nc=d', 'a=b\\\n#c=d', 'a=b\\\n   \nc=d', 'a\\\nb=c', 'a=b\\', 'a=b\\\n', 'a=b\\\r\n', '\\', '\\\n', '\\\r\n',
  '\\\n\n', '\\\n#a=b', '\\\na=b', 'a=1\na=2', 'a=\\t\\n\\r\\f', 'a=\\b\\x\\0\\"', 'a=C:\\certs\\new.p12', 'a=C\\:\\\\certs', 'a=\\u00e5',
  'a=\\u00E5\\u0041', 'a=\\\\u0041', 'a=\\u', 'a=\\u12', 'a=\\u12g4', 'a=\\U0041', '\\u0061=b', 'a=\\ud83e\\uded0', 'a=bl\xe5b\xe6r',
  'a=\xc3\xa5', '\xef\xbb\xbfa=b', '\xef\xbb\xbf# a\nb=c', '"a"="b"', "a='b'", 'a=\x00\x0b\x85\xa0', '\x0ba=b', '\xa0a=b', 'keystore.file=a\\\nkeystore.password=b\n',
  'issuer=6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11 \naudience = https://test.maskinporten.no/\nscope: a:b c:d\n\nkeystore.password=p\\#\\!\\=\\:x\\\\y\n',
]

const PIECES = [
  'a', 'b', 'key', '=', ':', ' ', '\t', '\f', '\\', '\\', '\\\\', '\n', '\n', '\r', '\r\n', '#', '!', '\\u0041', '\\u00e5', '\\u12', '\\t', '\\n',
  '\\q', '\xe5', '\xc3\xa5', '"', '\0', '\x0b', '\x85', '\xa0', 'u', '\\\n', '\\\r\n', '  ', '\\ ', '\\=', 'x=y\n',
]

let state = 20261128
function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const generated = Array.from({ length: 400 }, () =>
  Array.from({ length: 1 + Math.floor(random() * 14) }, () => PIECES[Math.floor(random() * PIECES.length)]).join(''),
)
const files = [...new Set([...WRITTEN, ...generated])]

const work = mkdtempSync(join(tmpdir(), 'properties-'))
execFileSync('javac', ['-d', work, join(import.meta.dirname, 'PropertiesVectors.java')])
const input = files.map((file) => `${Buffer.from(file, 'latin1').toString('base64')}\n`).join('')
const answers = execFileSync('java', ['-cp', work, 'PropertiesVectors'], { input }).toString().trim().split('\n')
rmSync(work, { recursive: true })

const lines = files.map((file, index) => `{"file":${ascii(file)},"pairs":${answers[index]}}`)
writeFileSync(join(import.meta.dirname, 'vectors.json'), `[\n${lines.join(',\n')}\n]\n`)

function ascii(text) {
  return JSON.stringify(text).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
