import { describe, expect, it } from 'vitest'
import { readTokenPrinting, TOKEN_FORMATS } from '../../../src/commands/options/token-format.js'
import { failureOf } from '../../support/failure.js'

describe('readTokenPrinting', () => {
  it('prints the token and nothing else on standard output where nothing was said', () => {
    expect(readTokenPrinting({}, '/here')).toEqual({ format: 'raw', output: { kind: 'stdout' } })
  })

  it.each(TOKEN_FORMATS)('knows the format %s', (format) => {
    expect(readTokenPrinting({ format }, '/here').format).toBe(format)
  })

  it.each([{ json: true }, { json: true, format: 'json' }])('takes %j for JSON', (raw) => {
    expect(readTokenPrinting(raw, '/here').format).toBe('json')
  })

  it.each([
    ['-', { kind: 'stdout' }],
    ['token', { kind: 'file', path: '/here/token', label: 'token' }],
    ['/there/token', { kind: 'file', path: '/there/token', label: '/there/token' }],
  ])('writes to %s', (output, destination) => {
    expect(readTokenPrinting({ output }, '/here').output).toEqual(destination)
  })

  it.each([
    [{ json: true, format: 'raw' }, '--json and --format raw exclude each other'],
    [{ format: 'yaml' }, '--format "yaml" is none of raw, json, header, env, export and curl'],
    [{ format: '' }, '--format is empty'],
    [{ output: '' }, '--output is empty'],
  ])('does not take %j', (raw, text) => {
    const { code, message } = failureOf(() => readTokenPrinting(raw, '/here'))
    expect([code, message]).toEqual(['MP_USAGE', text])
  })

  it('knows what was meant', () => {
    expect(failureOf(() => readTokenPrinting({ format: 'heder' }, '/here')).suggestion).toBe('header')
  })
})
