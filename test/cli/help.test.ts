import { describe, expect, it } from 'vitest'
import { mp } from '../support/host.js'

describe('mp help', () => {
  it.each([
    [[], ['--help']],
    [['token'], ['token', '--help']],
    [['key'], ['key', '--help']],
    [
      ['key', 'check'],
      ['key', 'check', '--help'],
    ],
    [
      ['admin', 'client', 'list'],
      ['admin', 'client', 'list', '--help'],
    ],
    [
      ['token', '--json'],
      ['token', '--help'],
    ],
  ])('%j prints the help of that command', async (words, asked) => {
    const { code, stdout, stderr } = await mp(['help', ...words])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: mp ${asked.slice(0, -1).join(' ')}`.trim())
    expect(stdout).toBe((await mp(asked)).stdout)
  })

  it.each([
    [['bogus'], 'bogus', undefined],
    [['tokn'], 'tokn', 'token'],
    [['key', 'chekc'], 'chekc', 'check'],
    [['admin', 'client', 'lst'], 'lst', 'list'],
    [['token', 'more'], 'more', undefined],
  ])('%j is refused', async (words, unknown, meant) => {
    const { code, stdout, stderr } = await mp(['help', ...words])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const hint = meant === undefined ? '' : `mp: hint: did you mean "${meant}"?\n`
    expect(stderr).toBe(`mp: error: unknown command "${unknown}"\n${hint}`)
  })

  it('is listed with the commands', async () => {
    expect((await mp(['--help'])).stdout).toMatch(/^ {2}help \[command\.\.\.\] +print help for a command$/m)
  })
})
