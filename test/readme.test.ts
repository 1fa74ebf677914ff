import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../src/commands/catalogue.js'
import { readCommandLine } from '../src/commands/read-command-line.js'
import { EXIT_CODES } from '../src/exit-codes.js'
import { validateConfig } from '../src/profiles/validate.js'
import { mp } from './support/host.js'

const ROOT = join(import.meta.dirname, '..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** The lines of the shell examples that call mp: its arguments, those of each command where one feeds the next. */
const LINES = [...README.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .flatMap((line) => /(?:^|&& )(?:npx maskinporten-cli|mp) (.*)$/.exec(line)?.[1] ?? [])
  .map((line) => line.split(' | mp ').map(words))
const CALLS = LINES.flat()

/** As a shell takes a line apart: at spaces, but for what stands between single quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''))
}

describe('the README', () => {
  it('opens with the two commands that are complete on a fresh machine', () => {
    const [first, second] = [...README.matchAll(/```sh\n(.*)\n```/g)].map(([, line]) => line)
    expect(first).toBe('npm ci && npx maskinporten-cli token --env sandbox --scope brreg:losore/utlegg')
    expect(second).toBe('npm ci && npm test')
  })

  it.each(CALLS)('has an example that mp understands: %s', (...argv) => {
    expect(readCommandLine(argv, COMMANDS)).toBeDefined()
  })

  it.each(
    LINES.filter(([argv = []]) => argv.includes('sandbox') && argv[0] !== 'sandbox').map((line) => [line]),
  )('has an example that works: %s', async (line) => {
    let stdin = ''
    for (const argv of line) {
      const { code, stdout, stderr } = await mp(argv, { stdin })
      // What is said of the result beside it is no complaint.
      expect({ code, stderr: stderr.replace(/^mp: a grant is a credential.*\n/, '') }).toEqual({
        code: 0,
        stderr: '',
      })
      expect(stdout).not.toBe('')
      stdin = stdout
    }
  })

  it.each(COMMANDS.map(({ path }) => path.join(' ')))('tells of mp %s', (name) => {
    expect(README).toContain(`\`mp ${name}\``)
  })

  it.each([...new Set(Object.values(EXIT_CODES))])('tells of exit code %i', (code) => {
    expect(README).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'))
  })

  it('never sends anyone to a stranger’s package', () => {
    expect(README).not.toMatch(/npx mp\b/)
  })
})

describe('the example configuration', () => {
  it('is a good one', () => {
    const text = readFileSync(join(ROOT, 'maskinporten.config.example.json'), 'utf8')
    expect(validateConfig(JSON.parse(text)).problems).toEqual([])
  })
})
