import { describe, expect, it } from 'vitest'
import { readEnvFile } from '../../../src/profiles/foreign/env-file.js'
import { failureOf } from '../../support/failure.js'

function pairsIn(file: string) {
  return readEnvFile(file, 'x.env').map(({ name, value }) => [name, value])
}

describe('readEnvFile', () => {
  it.each([
    ['A=b', 'b'],
    ['export A=b', 'b'],
    ['  export\tA = b  ', 'b'],
    ['A=', ''],
    ['A=b c d', 'b c d'],
    ['A=b # c', 'b'],
    ['A=b#c', 'b#c'],
    ['A=# c', ''],
    ["A='b # c' # d", 'b # c'],
    ["A='b\\n$c\"'", 'b\\n$c"'],
    ['A="b # c\'" # d', "b # c'"],
    ['A="a\\"b\\\\c\\nd\\$e\\x"', 'a"b\\c\nd$e\\x'],
    ['A="a\\\nb"', 'ab'],
    ['A={"k": "v # w"} ', '{"k": "v # w"}'],
    ['\ufeffA=b', 'b'],
    ['A=b=c', 'b=c'],
  ])('reads %j', (file, value) => {
    expect(pairsIn(file)).toEqual([['A', value]])
  })

  it('reads values of several lines between quotes, and goes on behind them', () => {
    const file = '# A=x\r\nA=\'{\r\n  "k": 1\r\n}\'\r\n\r\nnothing here\r\nB="c\nd"\nC=e'
    expect(readEnvFile(file, 'x.env')).toEqual([
      { name: 'A', value: '{\n  "k": 1\n}', line: 2, refers: false },
      { name: 'B', value: 'c\nd', line: 7, refers: false },
      { name: 'C', value: 'e', line: 9, refers: false },
    ])
  })

  it.each([
    ['A=$B', true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell has it
    ['A="x${B}"', true],
    ["A='$B'", false],
    ['A=5$', false],
    ['A="\\$B"', false],
  ])('knows whether %s refers to another variable', (file, refers) => {
    expect(readEnvFile(file, 'x.env')[0]?.refers).toBe(refers)
  })

  it.each(["A=b\nC='hemmelig\n", 'A=b\nC="hemmelig\\"\n'])('refuses %j and repeats nothing of it', (file) => {
    const { code, message } = failureOf(() => readEnvFile(file, 'x.env'))
    expect({ code, message }).toEqual({
      code: 'MP_SETTINGS_INVALID',
      message: 'line 2 of "x.env" opens a quote that nothing closes',
    })
  })
})
