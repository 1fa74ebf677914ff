import { describe, expect, it } from 'vitest'
import { named, readBody } from '../../../src/commands/options/call-body.js'

describe('readBody', () => {
  it('is nothing where nothing was given', () => {
    expect(readBody({}, '/here')).toBeUndefined()
  })

  it('tells standard input from a file', () => {
    expect(readBody({ data: '@-' }, '/here')).toEqual({ kind: 'stdin' })
    expect(readBody({ data: '@./-' }, '/here')).toEqual({ kind: 'file', path: '/here/-', label: './-' })
    expect(readBody({ data: '-' }, '/here')).toMatchObject({ kind: 'text', text: '-' })
  })

  it("does not read a field's text for a file", () => {
    expect(readBody({ field: ['a=@-'] }, '/here')).toMatchObject({ kind: 'text', text: '{"a":"@-"}' })
  })
})

describe('named', () => {
  it('keeps a file as it was typed, beside where it is', () => {
    expect(named('../a', '/here')).toEqual({ path: '/a', label: '../a' })
  })
})
