import { expect, it } from 'vitest'
import { renderWritten, renderWrittenJson } from '../../../src/commands/render/key-written.js'

const FILE = { path: '/home/kari/k.json', label: 'k.json' }

it('tells a person the name that was typed, and a program the whole path', () => {
  const written = { file: FILE, format: 'jwk', bits: 2048, kid: 'mine' }
  expect(renderWritten(written)).toBe('file  k.json\nkid   mine\n')
  expect(renderWrittenJson('mp.key-generated/1', written)).toBe(
    '{"schema":"mp.key-generated/1","file":"/home/kari/k.json","format":"jwk","bits":2048,"kid":"mine"}\n',
  )
})

it('tells what there is to tell', () => {
  expect(renderWritten({ file: FILE, format: 'pem' })).toBe('file  k.json\n')
  expect(renderWritten({ file: FILE, format: 'pkcs12', alias: 'auth' })).toBe('file   k.json\nalias  auth\n')
})
