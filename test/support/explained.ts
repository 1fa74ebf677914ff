import type { Language } from '../../src/errors.js'
import { REFUSALS } from '../../src/protocol/refusals/catalogue.js'

/** The hints that a refusal of the catalogue is to end with. */
export function explained(id: string, language: Language = 'en'): string[] {
  const entry = REFUSALS.find((refusal) => refusal.id === id)
  if (entry === undefined) throw new Error(`the catalogue has no ${id}`)
  const { means, check } = entry[language]
  return [means, check, `${language === 'nb' ? 'neste' : 'next'}: ${entry.next[0]}`]
}
