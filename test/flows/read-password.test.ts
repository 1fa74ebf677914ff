import { describe, expect, it } from 'vitest'
import { allowConfig } from '../../src/flows/allow-config.js'
import { readPassword } from '../../src/flows/read-password.js'
import type { AskingFile, PasswordSource } from '../../src/profiles/settings.js'
import { Secret } from '../../src/secret.js'
import { rejectionOf } from '../support/failure.js'
import { portsIn, type World } from '../support/ports.js'

async function reading(source: PasswordSource, world: World = {}): Promise<string> {
  return (await readPassword(source, portsIn(world))).reveal()
}

const FILE: PasswordSource = { kind: 'file', path: '/pw', label: 'pw' }

function command(found: AskingFile['found']): Extract<PasswordSource, { kind: 'command' }> {
  const config: AskingFile = { path: '/project/x.json', label: 'x.json', bytes: new Uint8Array(), found }
  return { kind: 'command', argv: ['op', 'read', 'x'], config }
}

describe('readPassword', () => {
  it('gives what was written in plain text', async () => {
    expect(await reading({ kind: 'plain', secret: new Secret('geheim\n') })).toBe('geheim\n')
  })

  it('gives what a variable holds, to the letter', async () => {
    expect(await reading({ kind: 'variable', name: 'PW' }, { env: { PW: ' ge heim\n' } })).toBe(' ge heim\n')
    expect(await reading({ kind: 'variable', name: 'PW' }, { env: { PW: '' } })).toBe('')
  })

  it('names the variable that is not set', async () => {
    const error = await rejectionOf(reading({ kind: 'variable', name: 'PW' }))
    expect(error.code).toBe('MP_SECRET_UNAVAILABLE')
    expect(error.message).toContain('PW')
  })

  it.each([
    ['geheim', 'geheim'],
    ['geheim\n', 'geheim'],
    ['geheim\r\n', 'geheim'],
    ['geheim\n\n', 'geheim\n'],
    [' geheim \n', ' geheim '],
    ['blåbær\n', 'blåbær'],
    ['\ufeffgeheim\r\n', 'geheim'],
    ['', ''],
    ['\n', ''],
  ])('reads %j as %j from a file, from standard input and from a program', async (bytes, password) => {
    expect(await reading(FILE, { files: { '/pw': bytes } })).toBe(password)
    expect(await reading({ kind: 'stdin' }, { stdin: bytes })).toBe(password)
    expect(await reading(command('named'), { programs: { op: bytes } })).toBe(password)
  })

  it('names the file that is not there', async () => {
    const error = await rejectionOf(reading(FILE))
    expect(error.code).toBe('MP_SECRET_UNAVAILABLE')
    expect(error.message).toBe('there is no password file "pw"')
  })

  it('names the file that cannot be read', async () => {
    const files = {
      ...portsIn().files,
      read: () => {
        throw Object.assign(new Error(), { code: 'EACCES' })
      },
    }
    const error = await rejectionOf(readPassword(FILE, { ...portsIn(), files }))
    expect(error.code).toBe('MP_SECRET_UNAVAILABLE')
    expect(error.message).toBe('"pw" cannot be read: permission denied')
  })
})

describe('a program that is to give a password', () => {
  it('does not run for a file that was merely found', async () => {
    const ports = portsIn({ programs: { op: 'geheim' } })
    const error = await rejectionOf(readPassword(command('walked'), ports))
    expect(error.code).toBe('MP_PROGRAM_NOT_ALLOWED')
    expect(error.message).toMatch(/"x\.json".*"op"/)
    expect(ports.ran).toEqual([])
  })

  it('runs for that file once it is allowed, with its arguments as they are', async () => {
    const ports = portsIn({ programs: { op: 'geheim' } })
    const source = command('walked')
    allowConfig(source.config, ports)
    expect((await readPassword(source, ports)).reveal()).toBe('geheim')
    expect(ports.ran).toEqual([['op', 'read', 'x']])
  })

  it('does not run once that file has changed', async () => {
    const ports = portsIn({ programs: { op: 'geheim' } })
    const source = command('walked')
    allowConfig(source.config, ports)
    const changed = { ...source, config: { ...source.config, bytes: Uint8Array.of(1) } }
    expect((await rejectionOf(readPassword(changed, ports))).code).toBe('MP_PROGRAM_NOT_ALLOWED')
    expect(ports.ran).toEqual([])
  })

  it.each(['named', 'user'] as const)(
    'runs for a file that is the person’s own choice: %s',
    async (found) => {
      const ports = portsIn({ programs: { op: 'geheim' } })
      expect((await readPassword(command(found), ports)).reveal()).toBe('geheim')
    },
  )
})
