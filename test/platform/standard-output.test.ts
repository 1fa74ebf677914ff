import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bundled, ended, startScript } from '../support/bundle.js'

/** What a process does that writes 20 pieces of a megabyte to standard output, and tells of its failure. */
async function writing(): Promise<string> {
  const bundle = await bundled('platform/standard-output.ts')
  return `
    const { writeSync } = await import('node:fs')
    const { standardOutput } = await import(${JSON.stringify(bundle)})
    const { sink, end } = standardOutput(1)
    const pass = async () => {
      for (let round = 0; round < 20; round++) await sink(Buffer.alloc(1e6, 120))
      await end()
    }
    const told = (error) => error.constructor.name + ' ' + (error.code ?? '') + ' ' + error.message
    const failure = await pass().then(() => 'none', told)
    const later = await end().then(() => 'none', told)
    writeSync(2, JSON.stringify([failure, later]))`
}

function inShell(line: string, script: string) {
  const argv = ['-c', line, 'sh', process.execPath, '--input-type=module', '--eval', script]
  return spawnSync('sh', argv, { encoding: 'utf8' })
}

describe('standardOutput', () => {
  it('hands on what it gets', async () => {
    const { stdout, stderr } = await ended(startScript(await writing()))
    expect([stdout.length, stderr]).toEqual([20_000_000, '["none","none"]'])
  })

  it('tells of a reader who has gone away as such', async () => {
    const { stdout, stderr } = inShell('"$@" | head -c1', await writing())
    expect(stdout).toBe('x')
    expect(JSON.parse(stderr)).toEqual(['ReaderGone  ', 'ReaderGone  '])
  })

  it.runIf(existsSync('/dev/full'))('tells of a disk that is full', async () => {
    const { stderr } = inShell('"$@" >/dev/full', await writing())
    const failure = 'MpError MP_FILE standard output cannot be written (ENOSPC)'
    expect(JSON.parse(stderr)).toEqual([failure, failure])
  })
})
