import { type Language, MpError } from '../../errors.js'
import { printable } from '../../printable.js'
import { type Option, type RawOptions, textOf } from './option.js'

export const LANG: Option = {
  long: 'lang',
  value: 'language',
  values: ['nb', 'en'],
  description: 'what refusals are explained in: nb or en (default: that of the locale)',
}

type Variables = Readonly<Record<string, string | undefined>>

/** `--lang`, then `MP_LANG`, then the locale. Throws `MP_USAGE` and `MP_VARIABLE_INVALID` for another word than nb and en. */
export function readLanguage(raw: RawOptions, env: Variables): Language {
  const flag = textOf(raw, 'lang')
  if (isLanguage(flag)) return flag
  if (flag !== undefined) throw new MpError('MP_USAGE', `--lang "${printable(flag)}" is neither nb nor en`)
  if (!env.MP_LANG) return ofLocale(env)
  if (isLanguage(env.MP_LANG)) return env.MP_LANG
  throw new MpError('MP_VARIABLE_INVALID', `$MP_LANG "${printable(env.MP_LANG)}" is neither nb nor en`)
}

/** The same of a command line that may not have been read: whatever is wrong with it is passed over, for it is said elsewhere. */
export function languageOf(words: readonly string[], env: Variables): Language {
  const given = words.flatMap((word, index) => {
    if (word === '--lang') return words[index + 1] ?? []
    return word.startsWith('--lang=') ? word.slice('--lang='.length) : []
  })
  return [given.at(-1), env.MP_LANG].find(isLanguage) ?? ofLocale(env)
}

function isLanguage(word: string | undefined): word is Language {
  return word === 'nb' || word === 'en'
}

/** As POSIX and GNU gettext have it: `LANGUAGE` is a list, and counts unless the locale is C. */
function ofLocale({ LC_ALL, LC_MESSAGES, LANG: lang, LANGUAGE }: Variables): Language {
  const locale = LC_ALL || LC_MESSAGES || lang || ''
  if (/^(?:C|POSIX)(?:[._@]|$)/.test(locale)) return 'en'
  const first = (LANGUAGE || locale).split(':')[0] ?? ''
  return /^(?:nb|no|nn)(?:[._@-]|$)/i.test(first) ? 'nb' : 'en'
}
