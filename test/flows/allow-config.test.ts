import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allowConfig, isAllowed } from '../../src/flows/allow-config.js'
import { nodeFiles } from '../../src/platform/files.js'
import type { AskingFile } from '../../src/profiles/settings.js'
import { directoryWith } from '../support/directory.js'
import { codeOf } from '../support/failure.js'
import { portsIn } from '../support/ports.js'

function asking(path: string, text: string): AskingFile {
  return { path, label: path, bytes: new TextEncoder().encode(text), found: 'walked' }
}

const FILE = asking('/project/maskinporten.config.json', '{}')

describe('allowConfig', () => {
  it('allows nothing by itself', async () => {
    expect(await isAllowed(FILE, portsIn())).toBe(false)
  })

  it('allows one file, as it stands', async () => {
    const ports = portsIn()
    allowConfig(FILE, ports)
    expect(await isAllowed(FILE, ports)).toBe(true)
    expect(await isAllowed({ ...FILE, label: 'x', found: 'named' }, ports)).toBe(true)
  })

  it.each([
    ['the same file with one letter more', asking(FILE.path, '{} ')],
    ['the same file, emptied', asking(FILE.path, '')],
    ['the same text elsewhere', asking('/project/sub/maskinporten.config.json', '{}')],
    ['a path that swallows the text', asking(`${FILE.path}\0{}`, '')],
    ['a path that swallows a part of it', asking(`${FILE.path}{`, '}')],
  ])('does not allow %s', async (_, other) => {
    const ports = portsIn()
    allowConfig(FILE, ports)
    expect(await isAllowed(other, ports)).toBe(false)
  })

  it('remembers several files, and the same one twice', async () => {
    const ports = portsIn()
    const other = asking('/other/x.json', '[]')
    for (const file of [FILE, other, FILE]) allowConfig(file, ports)
    expect([await isAllowed(FILE, ports), await isAllowed(other, ports)]).toEqual([true, true])
    expect(ports.files.kept.size).toBe(2)
  })

  it('remembers the path for a person to read, and nothing of the text', () => {
    const ports = portsIn()
    allowConfig(asking('/project/x.json', 'geheim'), ports)
    const [[path, bytes] = ['', new Uint8Array()]] = [...ports.files.kept]
    expect(path).toMatch(/^\/home\/kari\/\.local\/state\/maskinporten\/allowed\/[0-9a-f]{64}$/)
    expect(new TextDecoder().decode(bytes)).toBe('/project/x.json\n')
  })

  it('remembers where XDG_STATE_HOME says', () => {
    const ports = portsIn({ env: { XDG_STATE_HOME: '/state' } })
    allowConfig(FILE, ports)
    expect([...ports.files.kept.keys()][0]).toMatch(/^\/state\/maskinporten\/allowed\//)
  })

  it('keeps its memory from others on disk', async () => {
    const root = directoryWith()
    const ports = { env: { XDG_STATE_HOME: join(root, 'state') }, home: root, files: nodeFiles }
    allowConfig(FILE, ports)
    expect(await isAllowed(FILE, ports)).toBe(true)
    expect(statSync(join(root, 'state/maskinporten/allowed')).mode & 0o777).toBe(0o700)
  })

  it('fails in its own words where it cannot remember', () => {
    const root = directoryWith()
    writeFileSync(join(root, 'state'), 'a file where a directory should be')
    const ports = { env: { XDG_STATE_HOME: join(root, 'state') }, home: root, files: nodeFiles }
    expect(codeOf(() => allowConfig(FILE, ports))).toBe('MP_FILE')
  })
})
