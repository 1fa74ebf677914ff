import { describe, expect, it } from 'vitest'
import { readSandbox } from '../../../src/commands/options/sandbox.js'
import { codeOf } from '../../support/failure.js'

describe('readSandbox', () => {
  it.each([
    [{}, {}],
    [{ port: '0' }, { port: 0 }],
    [{ port: '8473' }, { port: 8473 }],
    [{ port: '65535' }, { port: 65535 }],
  ])('reads %j as %j', (raw, options) => {
    expect(readSandbox(raw)).toEqual(options)
  })

  it.each(['65536', '99999', '100000', '-1', '80.5', '1e3', 'http', '', ' 80'])('refuses port %j', (port) => {
    expect(codeOf(() => readSandbox({ port }))).toBe('MP_USAGE')
  })
})
