import { describe, expect, it } from 'vitest'
import { isList, readPersonsSource } from '../../../src/commands/options/persons.js'
import { failureOf } from '../../support/failure.js'

describe('--pid', () => {
  it('names a list after an at sign', () => {
    expect([isList({ pid: '@x' }), isList({ pid: '21818297804' }), isList({})]).toEqual([true, false, false])
  })

  it('names a file from the working directory, or standard input', () => {
    expect(readPersonsSource({ pid: '@x.txt' }, '/work')).toEqual({
      kind: 'file',
      path: '/work/x.txt',
      label: 'x.txt',
    })
    expect(readPersonsSource({ pid: '@-' }, '/work')).toEqual({ kind: 'stdin' })
    expect(readPersonsSource({ pid: '@x.txt', key: '-', format: 'json' }, '/work').kind).toBe('file')
  })

  it.each([
    [{ pid: '@' }, '--pid @ names no file'],
    [
      { pid: '@x', format: 'env' },
      '--pid @<file> and --format env exclude each other: lines of JSON are printed',
    ],
    [{ pid: '@-', key: '-' }, 'standard input cannot be both --key and --pid'],
    [{ pid: '@-', keyPasswordFile: '-' }, 'standard input cannot be both --key-password-file and --pid'],
    [{ pid: '@-', entryPasswordFile: '-' }, 'standard input cannot be both --entry-password-file and --pid'],
  ])('is refused: %j', (raw, message) => {
    expect(failureOf(() => readPersonsSource(raw, '/work'))).toMatchObject({ code: 'MP_USAGE', message })
  })
})
