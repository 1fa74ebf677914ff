import { describe, expect, it } from 'vitest'
import { orderChain } from '../../src/keys/chain.js'
import type { Certificate } from '../../src/keys/signing-key.js'

describe('orderChain', () => {
  const leaf = certificate('leaf', 'middle')
  const middle = certificate('middle', 'root')
  const root = certificate('root', 'root')

  it.each([
    ['in order', [leaf, middle, root]],
    ['backwards', [root, middle, leaf]],
    ['beside strangers', [certificate('stranger', 'root'), root, middle, leaf]],
  ])('goes from the leaf to the root, given them %s', (_how, pool) => {
    expect(subjects(orderChain(leaf, pool))).toEqual(['leaf', 'middle', 'root'])
  })

  it('goes as far as there are certificates', () => {
    expect(subjects(orderChain(leaf, [root]))).toEqual(['leaf'])
    expect(subjects(orderChain(leaf, [middle]))).toEqual(['leaf', 'middle'])
    expect(subjects(orderChain(root, [root, middle, leaf]))).toEqual(['root'])
  })

  it('ends where certificates issue each other', () => {
    const one = certificate('one', 'other')
    const other = certificate('other', 'one')
    expect(subjects(orderChain(one, [one, other]))).toEqual(['one', 'other'])
  })
})

function certificate(subject: string, issuer: string): Certificate {
  const der = Buffer.from(`${subject} by ${issuer}`)
  const names = { subject, issuer, subjectDer: Buffer.from(subject), issuerDer: Buffer.from(issuer) }
  return { der, ...names, spki: der, notBefore: 0, notAfter: 1, usage: [] }
}

function subjects(chain: readonly Certificate[]): string[] {
  return chain.map(({ subject }) => subject)
}
