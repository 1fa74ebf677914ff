import { expect, it } from 'vitest'
import { renderKeystoreJson } from '../../../src/commands/render/key-json.js'
import { LEAF, LOCKED, SECRET } from './support/entries.js'

const UNKNOWN = {
  algorithm: null,
  bits: null,
  kid: null,
  spki_sha256: null,
  certificates: [],
  selected: false,
}

it('has null for what is not known, and a problem where there is one', () => {
  const line = renderKeystoreJson({ format: 'jks', entries: [SECRET, LOCKED, LEAF] })
  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(line)).toEqual({
    schema: 'mp.key/1',
    format: 'jks',
    entries: [
      { alias: 'hemmelig', type: 'secret-key', ...UNKNOWN },
      {
        alias: 'låst',
        type: 'private-key',
        ...UNKNOWN,
        problem: { code: 'MP_KEY_WRONG_PASSWORD', message: '"x.jks" holds a key "låst" that does not open' },
      },
      {
        alias: 'auth',
        type: 'private-key',
        algorithm: 'RSA',
        bits: 2048,
        kid: 'mine',
        spki_sha256: 'aa',
        certificates: [
          {
            sha256: 'bb',
            subject: 'CN=A',
            issuer: 'CN=B',
            orgnr: null,
            not_before: '2023-11-14T22:13:20Z',
            not_after: '2023-11-15T22:13:20Z',
            usage: [],
            environment: null,
          },
        ],
        selected: true,
      },
    ],
  })
})
