import { describe, expect, it } from 'vitest'
import { readAuthorizationDetails } from '../../../src/commands/options/authorization-details.js'
import { failureOf } from '../../support/failure.js'
import { memoryFiles } from '../../support/ports.js'

const FILES = {
  '/here/details.json': '\ufeff[{"type":"of the file"}]\n',
  '/other/details.json': '{"type":"elsewhere"}',
  '/here/broken.json': '{"geheim',
}

const reading = (text: string) => readAuthorizationDetails(text, { cwd: '/here', files: memoryFiles(FILES) })

describe('readAuthorizationDetails', () => {
  it.each([
    ['[{"type":"a"}]', [{ type: 'a' }]],
    ['{"type":"a","more":{"x":[1]}}', [{ type: 'a', more: { x: [1] } }]],
    ['[{"type":"a"},{"type":"b"}]', [{ type: 'a' }, { type: 'b' }]],
    ['@details.json', [{ type: 'of the file' }]],
    ['@./details.json', [{ type: 'of the file' }]],
    ['@/other/details.json', [{ type: 'elsewhere' }]],
    ['@../other/details.json', [{ type: 'elsewhere' }]],
  ])('reads %s', (text, details) => {
    expect(reading(text)).toEqual(details)
  })

  it.each([
    '[]',
    '{}',
    '[{}]',
    '[{"type":1}]',
    '[{"type":"a"},{}]',
    '[[{"type":"a"}]]',
    'null',
    '"text"',
    '1',
  ])('refuses %s', (text) => {
    expect(failureOf(() => reading(text))).toMatchObject({
      code: 'MP_USAGE',
      message: expect.stringMatching(/--authorization-details .*"type"/),
    })
  })

  it.each(['{', 'details.json', '', '@broken.json'])('refuses %j: it is not JSON', (text) => {
    const error = failureOf(() => reading(text))
    expect(error).toMatchObject({ code: 'MP_USAGE', message: '--authorization-details is not valid JSON' })
  })

  it('refuses what goes deeper than anything written by hand', () => {
    const deep = `{"type":"a","b":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(failureOf(() => reading(deep))).toMatchObject({
      code: 'MP_USAGE',
      message: '--authorization-details goes deeper than 100 levels',
    })
  })

  it('names the file that is not there, as it was written', () => {
    expect(failureOf(() => reading('@missing.json'))).toMatchObject({
      code: 'MP_USAGE',
      message: '--authorization-details: there is no file "missing.json"',
    })
  })

  it('says that no file is named', () => {
    expect(failureOf(() => reading('@'))).toMatchObject({
      code: 'MP_USAGE',
      message: '--authorization-details @ names no file',
    })
  })

  it('says why a file cannot be read', () => {
    const files = {
      read: () => {
        throw Object.assign(new Error(), { code: 'EACCES' })
      },
    }
    const error = failureOf(() => readAuthorizationDetails('@x', { cwd: '/', files }))
    expect(error).toMatchObject({ code: 'MP_USAGE', message: '"x" cannot be read: permission denied' })
  })
})
