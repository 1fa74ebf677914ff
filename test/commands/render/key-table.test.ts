import { expect, it } from 'vitest'
import { renderKeystore } from '../../../src/commands/render/key-table.js'
import { MpError } from '../../../src/errors.js'
import { LEAF, LOCKED, SECRET } from './support/entries.js'

it('leaves out what is not known, and lines up what is', () => {
  expect(renderKeystore('x.jks', { format: 'jks', entries: [SECRET, LOCKED, LEAF] })).toBe(
    [
      'x.jks: jks, 3 entries',
      '',
      'hemmelig',
      '  type  secret-key',
      '',
      'låst',
      '  type     private-key',
      '  problem  "x.jks" holds a key "låst" that does not open',
      '',
      'auth (the one that mp takes)',
      '  type         private-key RSA 2048',
      '  kid          mine',
      '  public key   sha256 aa',
      '  certificate  CN=A',
      '  issuer       CN=B',
      '  valid        2023-11-14 to 2023-11-15',
      '  fingerprint  sha256 bb',
      '',
    ].join('\n'),
  )
})

it('lets nobody write on the screen', () => {
  const problem = new MpError('MP_KEY_UNFIT', 'one\ntwo')
  const text = renderKeystore('\u001bx', {
    format: 'jwk',
    entries: [{ ...LOCKED, alias: 'a\r\u202eb', problem }],
  })
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/)
  expect(text).toContain('one two')
})
