import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { directoryWith } from '../support/directory.js'

const ROOT = join(import.meta.dirname, '..', '..')
const BIN = join(ROOT, 'bin', 'mp.cjs')

/** The script of the README's chapter on administration. */
function script(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, chapter = ''] = readme.split('\n## Administration\n')
  return /```sh\n([\s\S]*?)```/.exec(chapter)?.[1] ?? ''
}

describe('the script of the README’s chapter on administration', () => {
  it('runs from the client’s birth to its end', { timeout: 60_000 }, () => {
    const dir = directoryWith({ 'state/.keep': '' })
    cpSync(inject('stateHome'), join(dir, 'state'), { recursive: true })
    writeFileSync(join(dir, 'mp'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`, { mode: 0o755 })
    const env = { PATH: `${dir}:${process.env.PATH ?? ''}`, HOME: dir, XDG_STATE_HOME: join(dir, 'state') }
    const options = { cwd: dir, env, encoding: 'utf8' as const }
    const { status, stdout, stderr } = spawnSync('sh', ['-eux', '-c', script()], options)
    const said = stderr.split('\n').filter((line) => line.startsWith('mp: error'))
    const refused = expect.stringMatching(/unknown key identifier/i) // the grant of the key that was retired
    expect({ status, said }).toEqual({ status: 0, said: [refused] })
    const client = /client=(\S+)/.exec(stderr)?.[1]
    expect(client).toMatch(/^[\da-f-]{36}$/)
    const last = stdout.trimEnd().split('\n').slice(-2)
    expect(last).toEqual([
      `client ${client} does not act on behalf of havna any more`,
      `client ${client} is deactivated`,
    ])
    expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/m)
    expect(stdout).toMatch(/^313725138 {5}APPROVED/m)
  })
})
