import { describe, expect, it } from 'vitest'
import { GLOBAL } from '../../../src/commands/options/global.js'
import { readSandbox, SANDBOX_GLOBAL } from '../../../src/commands/options/sandbox.js'
import { codeOf } from '../../support/failure.js'

describe('readSandbox', () => {
  it.each([
    [{}, { scenarios: [] }],
    [{ port: '0' }, { port: 0, scenarios: [] }],
    [{ port: '8473' }, { port: 8473, scenarios: [] }],
    [{ port: '65535' }, { port: 65535, scenarios: [] }],
    [
      { scenario: ['outage=3', 'slow:x'] },
      {
        scenarios: [
          { name: 'outage', value: 3, text: 'outage=3' },
          { name: 'slow', value: 15, client: 'x', text: 'slow:x' },
        ],
      },
    ],
  ])('reads %j as %j', (raw, options) => {
    expect(readSandbox(raw)).toEqual(options)
  })

  it.each(['65536', '99999', '100000', '-1', '80.5', '1e3', 'http', '', ' 80'])('refuses port %j', (port) => {
    expect(codeOf(() => readSandbox({ port }))).toBe('MP_USAGE')
  })

  it.each(['outge', 'slow=x', ''])('refuses scenario %j', (scenario) => {
    expect(codeOf(() => readSandbox({ scenario: [scenario] }))).toBe('MP_USAGE')
  })
})

describe('the sandbox’s global options', () => {
  it('are those of every command, but that --config says whose file it is', () => {
    const spelt = (group: typeof GLOBAL) => group.options.map(({ description: _, ...option }) => option)
    expect(spelt(SANDBOX_GLOBAL)).toEqual(spelt(GLOBAL))
    const changed = SANDBOX_GLOBAL.options.filter((option) => !GLOBAL.options.includes(option))
    expect(changed.map(({ long }) => long)).toEqual(['config'])
  })
})
