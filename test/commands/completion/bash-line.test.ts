import { describe, expect, it } from 'vitest'
import { quoteForBash, readBashLine } from '../../../src/commands/completion/bash-line.js'

/** What bash has of itself. */
const BREAKS = ' \t\n"\'@><=;|&(:'

const words = (line: string) => readBashLine(line, BREAKS).words
const last = (line: string, breaks = BREAKS) => {
  const { words, cut, quote } = readBashLine(line, breaks)
  const word = words.at(-1) ?? ''
  return { before: word.slice(0, cut), replaced: word.slice(cut), quote }
}

describe('readBashLine', () => {
  it.each([
    ['mp', ['mp']],
    ['mp ', ['mp', '']],
    ['mp  token\t-s', ['mp', 'token', '-s']],
    ['mp --scope brreg:los', ['mp', '--scope', 'brreg:los']],
    ['mp --scope=brreg:los', ['mp', '--scope=brreg:los']],
    ["mp -p 'a b' ", ['mp', '-p', 'a b', '']],
    ["mp -p ''", ['mp', '-p', '']],
    ['mp -p "" x', ['mp', '-p', '', 'x']],
    ['mp -p "a \\"b\\" \\n', ['mp', '-p', 'a "b" \\n']],
    ["mp -p 'a\\", ['mp', '-p', 'a\\']],
    ['mp -p a\\ b\\:c', ['mp', '-p', 'a b:c']],
    ['mp a"b"\'c\'d', ['mp', 'abcd']],
    ['mp a\\', ['mp', 'a']],
    ['mp "$HOME/x" $(y)', ['mp', '$HOME/x', '$(y)']],
    ['mp > out token', ['mp', 'token']],
    ['mp 2>err <in token ', ['mp', 'token', '']],
    ['mp a>b c', ['mp', 'a', 'c']],
    ['', ['']],
  ])('takes %j apart', (line, expected) => {
    expect(words(line)).toEqual(expected)
  })

  it.each([
    ['mp --scope brreg:los', 'brreg:', 'los', ''],
    ['mp --scope brreg:', 'brreg:', '', ''],
    ['mp --scope=a:b:c', '--scope=a:b:', 'c', ''],
    ['mp -s "brreg:los', '', 'brreg:los', '"'],
    ['mp --scope="brreg:los', '--scope=', 'brreg:los', '"'],
    ["mp --scope='brreg:los", '--scope=', 'brreg:los', "'"],
    ["mp -s 'a:b'c", '', 'a:bc', ''],
    ["mp -s x:'a:b'c", 'x:', 'a:bc', ''],
    ['mp -s a\\:b', '', 'a:b', ''],
    ['mp -d @file', '', '@file', ''],
    ['mp --data=@file', '--data=', '@file', ''],
    ['mp a:b ', '', '', ''],
    ['mp tok', '', 'tok', ''],
  ])('knows what bash replaces in %j', (line, before, replaced, quote) => {
    expect(last(line)).toEqual({ before, replaced, quote })
  })

  it('heeds the breaks that a person has chosen', () => {
    expect(last('mp --scope=a:b', ' \t\n')).toEqual({ before: '', replaced: '--scope=a:b', quote: '' })
  })

  it.each([
    ['mp > ', true],
    ['mp >', true],
    ['mp < fi', true],
    ['mp 2> fi', true],
    ['mp > file ', false],
    ['mp ">" ', false],
    ['mp \\> ', false],
  ])('sees whether the last word of %j is redirected to', (line, isRedirected) => {
    expect(readBashLine(line, BREAKS).isRedirected).toBe(isRedirected)
  })
})

describe('quoteForBash', () => {
  it.each([
    ['brreg:losore/utlegg', '', 'brreg:losore/utlegg'],
    ['--scope=a', '', '--scope=a'],
    ['blåbær', '', 'blåbær'],
    ['a b', '', 'a\\ b'],
    ["it's", '', "it\\'s"],
    ['$(x)`y`;z!', '', '\\$\\(x\\)\\`y\\`\\;z\\!'],
    ['~x#', '', '\\~x\\#'],
    ["it's $x", "'", "it'\\''s $x"],
    ['a "b" $x `y` \\', '"', 'a \\"b\\" \\$x \\`y\\` \\\\'],
    ['a!', '"', undefined],
  ] as const)('writes %j within %j as %j', (text, quote, expected) => {
    expect(quoteForBash(text, quote)).toBe(expected)
  })
})
