import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import type { Profile } from '../../src/profiles/config-schema.js'
import { missingFiles } from '../../src/profiles/missing-files.js'
import { directoryWith } from '../support/directory.js'

function missing(key: NonNullable<Profile['key']>, dir: string): string[] {
  const config = { profiles: { t: { key }, without: {} } }
  const source = {
    path: join(dir, 'x.json'),
    label: 'x.json',
    found: 'named',
    bytes: new Uint8Array(),
  } as const
  return missingFiles({ ...source, config }, nodeFiles).map(({ path }) => path)
}

it('looks for keys and passwords from the folder of the configuration', () => {
  const dir = directoryWith({ 'certs/a.p12': '', pw: '' })
  const there = { file: 'certs/a.p12', password: { file: 'pw' }, entryPassword: { file: join(dir, 'pw') } }
  expect(missing(there, dir)).toEqual([])
  expect(missing(there, join(dir, 'certs'))).toEqual(['profiles.t.key.file', 'profiles.t.key.password.file'])
  expect(missing({ entryPassword: { file: 'no' } }, dir)).toEqual(['profiles.t.key.entryPassword.file'])
})

it('looks for no file where another place is named', () => {
  const elsewhere = { file: 'env:K', password: { env: 'P' }, entryPassword: { command: ['pass'] } }
  expect(missing(elsewhere, directoryWith())).toEqual([])
  expect(missing({ file: '-', password: 'plain' }, directoryWith())).toEqual([])
})

it('takes a link to nowhere for missing, and a folder for something', () => {
  const dir = directoryWith()
  symlinkSync('nowhere', join(dir, 'link'))
  mkdirSync(join(dir, 'folder'))
  expect(missing({ file: 'link' }, dir)).toEqual(['profiles.t.key.file'])
  expect(missing({ file: 'folder' }, dir)).toEqual([])
})
