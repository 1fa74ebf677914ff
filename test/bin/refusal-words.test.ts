import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { explained } from '../support/explained.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')

/** Tells at the end which files were loaded. */
const HOOK = `process.on('exit', () => require('fs').writeFileSync('loaded.txt', Object.keys(require('module')._cache).join('\\n')))`

/** Ends with what mp said, and whether what it loaded holds the catalogue's words. */
function run(scope: string) {
  const cwd = directoryWith({ 'hook.cjs': HOOK })
  const argv = ['-r', './hook.cjs', BIN, 'token', '--env', 'sandbox', '-s', scope]
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, XDG_STATE_HOME: inject('stateHome') }
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env })
  const loaded = readFileSync(join(cwd, 'loaded.txt'), 'utf8').split('\n')
  const dist = loaded.filter((file) => file.includes(`${join('/', 'dist', '/')}`))
  const words = explained('MP-251', 'nb')[0] ?? ''
  return {
    status,
    stderr,
    loaded: dist.length,
    hasWords: dist.some((file) => readFileSync(file, 'utf8').includes(words)),
  }
}

describe('the words of refusals', () => {
  it('are loaded when something is refused, and not for a token', () => {
    const good = run('brreg:losore/utlegg')
    expect(good).toMatchObject({ status: 0, stderr: '', hasWords: false })
    expect(good.loaded).toBeGreaterThan(1)
    expect(run('sandkasse:uregistrert')).toMatchObject({ status: 4, hasWords: true })
  })
})
