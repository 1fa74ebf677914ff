import { describe, expect, it } from 'vitest'
import { readBashLine } from '../../../src/commands/completion/bash-line.js'
import { renderForBash, renderOffer } from '../../../src/commands/render/completion.js'

const BREAKS = ' \t\n"\'@><=;|&(:'
const SCOPES = [
  { value: 'brreg:losore/utlegg', description: 'x' },
  { value: 'brreg:losore/tlg' },
  { value: 'krr:a' },
]

describe('renderOffer', () => {
  it('gives a candidate a line, with what it is for after a tab', () => {
    const candidates = [{ value: 'a', description: 'an a' }, { value: 'b' }, { value: 'c', description: '' }]
    expect(renderOffer({ candidates })).toBe('a\tan a\nb\nc\n')
  })

  it('lets nothing through to the terminal that moves its cursor or makes a line', () => {
    expect(renderOffer({ candidates: [{ value: 'a', description: 'x\u001b[2J\n\tz' }] })).toBe('a\tx [2J z\n')
  })

  it('asks for files, after what stands before them', () => {
    expect(renderOffer({ candidates: [], files: '--key=' })).toBe('\tfile\t--key=\n')
  })
})

describe('renderForBash', () => {
  const bash = (line: string, candidates = SCOPES) =>
    renderForBash({ candidates }, readBashLine(line, BREAKS))

  it('gives those that fit, from the last break on', () => {
    expect(bash('mp -s brreg:l')).toBe('losore/utlegg\nlosore/tlg\n')
    expect(bash('mp -s k')).toBe('krr:a\n')
    expect(bash('mp -s "brreg:losore/u')).toBe('brreg:losore/utlegg\n')
    expect(bash('mp -s x')).toBe('')
  })

  it('quotes them', () => {
    expect(bash('mp -p m', [{ value: 'my profile' }])).toBe('my\\ profile\n')
    expect(bash('mp -p "m', [{ value: 'my profile' }, { value: 'my!' }])).toBe('my profile\n')
  })

  const files = (line: string, before: string) =>
    renderForBash({ candidates: [], files: before }, readBashLine(line, BREAKS))

  it('leaves files to bash, or tells it what stays before them', () => {
    expect(files('mp --key fi', '')).toBe('\tfile\t\tfi\n')
    expect(files('mp --key=fi', '--key=')).toBe('\tfile\t\tfi\n')
    expect(files('mp --data=@fi', '--data=@')).toBe('\tfile\t@\tfi\n')
    expect(files('mp --key a:b', '')).toBe('')
    expect(files('mp -d "@fi', '@')).toBe('')
  })
})
