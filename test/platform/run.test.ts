import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../src/platform/run.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'
import { rejectionOf } from '../support/failure.js'

async function output(...argv: string[]): Promise<string> {
  return Buffer.from(await runProgram(argv)).toString()
}

describe('runProgram', () => {
  it('gives what the program prints, byte for byte', async () => {
    expect(await output('printf', 'geheim\\n')).toBe('geheim\n')
    expect([...(await runProgram(['printf', '\\377\\000x']))]).toEqual([255, 0, 120])
    expect(await output('true')).toBe('')
  })

  it('hands the arguments on as they are: no shell reads them', async () => {
    const args = ['$HOME', '*', '; echo x', '`id`', 'a b', '"', "'", '']
    expect(await output('printf', '%s\\n', ...args)).toBe(args.map((arg) => `${arg}\n`).join(''))
  })

  it('gives the program nothing to read', async () => {
    expect(await output('cat')).toBe('')
  })

  it.each([
    ['fails', ['sh', '-c', 'echo geheim; exit 3'], '"sh" failed with exit code 3'],
    ['is killed', ['sh', '-c', 'kill -TERM $$'], '"sh" failed (SIGTERM)'],
    [
      'is not there',
      ['no-such-program-anywhere'],
      '"no-such-program-anywhere" is no program that can be found',
    ],
  ])('says that the program %s', async (_, argv, message) => {
    const error = await rejectionOf(runProgram(argv))
    expect(error).toMatchObject({ code: 'MP_SECRET_UNAVAILABLE', message })
  })

  it('says that the program may not be run', async () => {
    const path = join(directoryWith({ script: '#!/bin/sh\n' }), 'script')
    chmodSync(path, 0o600)
    const error = await rejectionOf(runProgram([path]))
    expect(error).toMatchObject({ code: 'MP_SECRET_UNAVAILABLE', message: `"${path}" failed (EACCES)` })
  })

  it('stops a program that prints without end', async () => {
    expect((await rejectionOf(runProgram(['yes']))).code).toBe('MP_SECRET_UNAVAILABLE')
  })

  it('tells who wants to hear what the program says on standard error, a harmless line at a time', async () => {
    const bundle = await bundled('platform/run.ts')
    const said = String.raw`printf 'one\n\n\033[31mtwo\r\nthree' >&2; exit $0`
    const script = `
      const { runProgram } = await import(${JSON.stringify(bundle)})
      const heard = []
      for (const code of ['0', '1'])
        await runProgram(['sh', '-c', ${JSON.stringify(said)}, code], (line) => heard.push(line)).catch(() => heard.push('!'))
      process.stdout.write(JSON.stringify(heard))`
    const lines = ['one', '[31mtwo', 'three']
    const { stdout, stderr } = await ended(startScript(script))
    expect({ heard: JSON.parse(stdout), stderr }).toEqual({ heard: [...lines, ...lines, '!'], stderr: '' })
  })

  it('lets a person see what the program says on standard error', async () => {
    const bundle = await bundled('platform/run.ts')
    const script = `
      const { runProgram } = await import(${JSON.stringify(bundle)})
      const bytes = await runProgram(['sh', '-c', 'echo touch the key >&2; echo geheim'])
      process.stdout.write(bytes)`
    expect(await ended(startScript(script))).toMatchObject({ stdout: 'geheim\n', stderr: 'touch the key\n' })
  })
})
