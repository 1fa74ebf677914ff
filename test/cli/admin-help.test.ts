import { describe, expect, it } from 'vitest'
import { ADMIN_COMMANDS } from '../../src/commands/admin/catalogue.js'
import { mp } from '../support/host.js'

const NOUNS = [
  ...new Set(ADMIN_COMMANDS.flatMap(({ path: [, noun], path }) => (path.length > 2 ? [noun] : []))),
]

/** The commands that a help text lists. */
function listed(help: string): string[] {
  const [, commands = ''] = help.split('\nCommands:\n')
  return [...commands.matchAll(/^ {2}([\w-]+)/gm)].map(([, word = '']) => word)
}

describe('the help of mp admin', () => {
  it('lists its nouns, with a description each', async () => {
    const { code, stdout } = await mp(['admin'])
    expect(code).toBe(0)
    expect(listed(stdout)).toEqual([...NOUNS, 'delegation-sources', 'plan', 'apply'])
    expect(stdout).not.toMatch(/^ {2}[\w-]+ *$/m)
  })

  it.each(NOUNS)('lists the commands of %s', async (noun) => {
    const { code, stdout } = await mp(['admin', noun as string, '--help'])
    expect(code).toBe(0)
    const known = ADMIN_COMMANDS.filter(({ path }) => path[1] === noun).map(({ path }) => path[2])
    expect(listed(stdout)).toEqual(known)
  })

  it.each(ADMIN_COMMANDS.map(({ path }) => path))('is there for %s %s %s', async (...path) => {
    const { code, stdout } = await mp([...path, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain(`Usage: mp ${path.join(' ')} [options]`)
  })
})

describe('mp admin, mistyped', () => {
  it.each([
    [['admin', 'clint', 'list'], 'unknown command "clint"', 'client'],
    [['admin', 'client', 'lst'], 'unknown command "lst"', 'list'],
    [['admin', 'client', 'create', '--nam', 'x'], 'unknown option "--nam"', '--name'],
  ])('%j is usage, with the nearest name', async (argv, message, suggestion) => {
    const { code, stdout, stderr } = await mp(argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(`mp: error: ${message}\nmp: hint: did you mean "${suggestion}"?\n`)
  })

  it.each([
    [['admin', 'client', 'show'], 'missing required argument "client"'],
    [['admin', 'access', 'grant', 'a:b'], 'missing required argument "orgnr"'],
    [['admin', 'client', 'create', '--description', 'd', '--env', 'sandbox'], '--name is missing'],
    [['admin', 'key', 'add', 'x', '--env', 'sandbox'], '--key <file> is missing: the key to add'],
  ])('%j is usage', async (argv, message) => {
    const { code, stdout, stderr, sent } = await mp(argv)
    expect({ code, stdout, sent }).toEqual({ code: 2, stdout: '', sent: [] })
    expect(stderr).toBe(`mp: error: ${message}\n`)
  })
})
