import { describe, expect, it } from 'vitest'
import { colourful, PLAIN, wantsColour } from '../../../src/commands/render/style.js'

describe('wantsColour', () => {
  it.each([
    ['a terminal', undefined, {}, true, true],
    ['no terminal', undefined, {}, false, false],
    ['a dumb terminal', undefined, { TERM: 'dumb' }, true, false],
    ['NO_COLOR', undefined, { NO_COLOR: '1' }, true, false],
    ['NO_COLOR whatever it says', undefined, { NO_COLOR: '0' }, true, false],
    ['an empty NO_COLOR, which says nothing', undefined, { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', undefined, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR on a dumb terminal', undefined, { FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
    ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, true, false],
    ['an empty FORCE_COLOR, which says nothing', undefined, { FORCE_COLOR: '' }, false, false],
    ['both, of which NO_COLOR wins', undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['--color over everything', true, { NO_COLOR: '1', TERM: 'dumb' }, false, true],
    ['--no-color over everything', false, { FORCE_COLOR: '1' }, true, false],
  ])('with %s', (_, flag, env, terminal, wanted) => {
    expect(wantsColour(flag, env, () => terminal)).toBe(wanted)
  })
})

describe('the styles', () => {
  it('leave words alone, or put nothing but colour around them', async () => {
    const style = await colourful()
    for (const mark of ['error', 'warning', 'hint'] as const) {
      expect(PLAIN[mark]('word')).toBe('word')
      expect(style[mark]('word')).toMatch(/^\u001b\[\d+m.*word.*\u001b\[\d+m$/)
      expect(style[mark]('word').replace(/\u001b\[\d+m/g, '')).toBe('word')
    }
  })

  it('tell the three apart', async () => {
    const style = await colourful()
    expect(new Set([style.error('x'), style.warning('x'), style.hint('x')]).size).toBe(3)
  })
})
