import { describe, expect, it } from 'vitest'
import { languageOf, readLanguage } from '../../../src/commands/options/language.js'
import { codeOf, failureOf } from '../../support/failure.js'

type Env = Record<string, string>

const LOCALES: [Env, 'nb' | 'en'][] = [
  [{}, 'en'],
  [{ LANG: 'nb_NO.UTF-8' }, 'nb'],
  [{ LANG: 'nb' }, 'nb'],
  [{ LANG: 'no_NO' }, 'nb'],
  [{ LANG: 'nn_NO.UTF-8' }, 'nb'],
  [{ LANG: 'nb-NO' }, 'nb'],
  [{ LANG: 'nb_NO@euro' }, 'nb'],
  [{ LANG: 'NB_no' }, 'nb'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'sv_SE.UTF-8' }, 'en'],
  [{ LANG: 'nbx' }, 'en'],
  [{ LANG: 'non_NO' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LC_MESSAGES: 'nb_NO', LANG: 'en_US' }, 'nb'],
  [{ LC_ALL: 'en_US', LC_MESSAGES: 'nb_NO', LANG: 'nb_NO' }, 'en'],
  [{ LC_ALL: '', LANG: 'nb_NO' }, 'nb'],
  [{ LANGUAGE: 'nb:en', LANG: 'en_US.UTF-8' }, 'nb'],
  [{ LANGUAGE: 'en:nb', LANG: 'nb_NO.UTF-8' }, 'en'],
  [{ LANGUAGE: 'nn' }, 'nb'],
  [{ LANGUAGE: 'nb', LC_ALL: 'C.UTF-8' }, 'en'],
  [{ LANGUAGE: '', LANG: 'nb_NO' }, 'nb'],
]

describe('readLanguage', () => {
  it.each(LOCALES)('takes the locale %j for %s', (env, language) => {
    expect(readLanguage({}, env)).toBe(language)
    expect(languageOf(['token'], env)).toBe(language)
  })

  it('asks the flag first, then MP_LANG, then the locale', () => {
    const env = { MP_LANG: 'nb', LC_ALL: 'en_US' }
    expect(readLanguage({ lang: 'en' }, { ...env, LC_ALL: 'nb_NO' })).toBe('en')
    expect(readLanguage({}, env)).toBe('nb')
    expect(readLanguage({}, { MP_LANG: 'en', LANG: 'nb_NO' })).toBe('en')
    expect(readLanguage({}, { MP_LANG: '', LANG: 'nb_NO' })).toBe('nb')
  })

  it.each(['no', 'NB', 'nb_NO', ' nb', 'english', ''])('takes no other word than nb and en: %j', (lang) => {
    expect(codeOf(() => readLanguage({ lang }, { MP_LANG: 'nb' }))).toBe('MP_USAGE')
    if (lang !== '') expect(codeOf(() => readLanguage({}, { MP_LANG: lang }))).toBe('MP_VARIABLE_INVALID')
  })

  it('names what was wrong', () => {
    expect(failureOf(() => readLanguage({ lang: 'no' }, {})).message).toBe('--lang "no" is neither nb nor en')
    expect(failureOf(() => readLanguage({}, { MP_LANG: 'no\n' })).message).toBe(
      '$MP_LANG "no " is neither nb nor en',
    )
  })
})

describe('languageOf', () => {
  it.each([
    [['--lang', 'nb'], 'nb'],
    [['--lang=nb'], 'nb'],
    [['--lang', 'nb', '--lang', 'en'], 'en'],
    [['token', '--wxyz', '--lang=nb'], 'nb'],
    [['--lang'], 'en'],
    [['--lang', 'xx'], 'en'],
    [['--lang=xx'], 'en'],
  ] as const)('hears %j as %s, without a word about what is wrong', (words, language) => {
    expect(languageOf(words, {})).toBe(language)
  })

  it('goes on to the variable and the locale where a word is none', () => {
    expect(languageOf(['--lang', 'xx'], { MP_LANG: 'nb' })).toBe('nb')
    expect(languageOf([], { MP_LANG: 'xx', LANG: 'nb_NO' })).toBe('nb')
  })
})
