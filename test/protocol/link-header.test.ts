import { describe, expect, it } from 'vitest'
import { nextLink } from '../../src/protocol/link-header.js'

describe('nextLink', () => {
  it.each([
    ['<https://a.example/?page=2>; rel="next"', 'https://a.example/?page=2'],
    ['<https://a.example/?page=2>; rel=next', 'https://a.example/?page=2'],
    ['<?page=2>;rel=next', '?page=2'],
    ['  <?page=2> ; REL = "Next"  ', '?page=2'],
    ['<?page=2>; rel="prefetch  next last"', '?page=2'],
    ['<?1>; rel=prev, <?3>; rel=next, <?9>; rel=last', '?3'],
    ['<?1>; rel=prev,<?3>;rel=next', '?3'],
    [', ,<?3>; rel=next,,', '?3'],
    ['<?a=1,2;b>; rel="next"', '?a=1,2;b'],
    ['<?1>; title="a, <?evil>; rel=next"; rel=prev, <?3>; rel=next', '?3'],
    ['<?1>; title="say \\"hi\\", <?evil>; rel=next"; rel=prev, <?3>; rel=next', '?3'],
    ['<?3>; title="; rel=prev"; rel=next', '?3'],
    ["<?3>; title*=UTF-8''n%c3%a6ste; rel=next; hreflang=nb", '?3'],
    ['<?3>; crossorigin; rel=next', '?3'],
    ['<?3>; rel=next; rel=prev', '?3'],
    ['<?3>; rel="n\\ext"', '?3'],
    ['<?3>; rel=next, <?4>; rel=next', '?3'],
    ['<>; rel=next', ''],
  ])('reads %s', (header, target) => {
    expect(nextLink(header)).toEqual({ target, unreadable: '' })
  })

  it.each([
    '',
    '<?1>',
    '<?1>; rel=prev',
    '<?1>; rel=prev; rel=next',
    '<?1>; rel="nextish next-archive"',
    '<?1>; rev=next',
    '<?1>; title="next"',
    '<?1>; rel=next; anchor="/other"',
    '<?1>; xrel=next',
  ])('finds no next page in %s', (header) => {
    expect(nextLink(header)).toEqual({ unreadable: '' })
  })

  it.each([
    ['https://a.example/?page=2; rel=next', 'https://a.example/?page=2; rel=next'],
    ['<?1>; rel=prev, ?2; rel=next', '?2; rel=next'],
    ['<?page=2; rel=next', '<?page=2; rel=next'],
    ['<?1>; title="open, <?2>; rel=next', '"open, <?2>; rel=next'],
  ])('gives back what it cannot read of %s', (header, unreadable) => {
    expect(nextLink(header)).toEqual({ unreadable })
  })

  it('is quick with a header made to be slow', () => {
    const started = performance.now()
    nextLink(`<${'<'.repeat(50_000)}`)
    nextLink(`<a>${' ;'.repeat(50_000)}${' '.repeat(50_000)}x`)
    nextLink(`<a>; x="${'\\'.repeat(100_000)}`)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
