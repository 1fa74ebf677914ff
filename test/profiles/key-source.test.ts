import { describe, expect, it } from 'vitest'
import { parseKeySource, splitList } from '../../src/profiles/key-source.js'

describe('parseKeySource', () => {
  it.each([
    ['-', { kind: 'stdin', label: 'standard input' }],
    ['env:MY_KEY', { kind: 'variable', name: 'MY_KEY', label: 'env:MY_KEY' }],
    ['client.p12', { kind: 'file', path: '/here/client.p12', label: 'client.p12' }],
    ['certs/../client.p12', { kind: 'file', path: '/here/client.p12', label: 'certs/../client.p12' }],
    ['../client.p12', { kind: 'file', path: '/client.p12', label: '../client.p12' }],
    ['/etc/client.p12', { kind: 'file', path: '/etc/client.p12', label: '/etc/client.p12' }],
    ['./-', { kind: 'file', path: '/here/-', label: './-' }],
    ['./env:X', { kind: 'file', path: '/here/env:X', label: './env:X' }],
    ['~/client.p12', { kind: 'file', path: '/here/~/client.p12', label: '~/client.p12' }],
  ])('reads %j', (text, source) => {
    expect(parseKeySource(text, '/here')).toEqual(source)
  })
})

describe('splitList', () => {
  it.each([
    [['a:b'], ['a:b']],
    [
      ['a:b', 'c:d'],
      ['a:b', 'c:d'],
    ],
    [['a:b c:d'], ['a:b', 'c:d']],
    [['a:b,c:d'], ['a:b', 'c:d']],
    [[' a:b ,\n c:d\t'], ['a:b', 'c:d']],
    [
      ['a:b', 'c:d a:b'],
      ['a:b', 'c:d'],
    ],
    [
      ['c:d', 'a:b'],
      ['c:d', 'a:b'],
    ],
    [[''], []],
    [[' , '], []],
    [[], []],
  ])('reads %j as %j', (values, list) => {
    expect(splitList(values)).toEqual(list)
  })
})
