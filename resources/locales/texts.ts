import { IntlMessageFormat } from 'intl-messageformat'
import de from './de.json'
import en from './en.json'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]
/** Keys of the German file, which is the source. */
export type TextKey = keyof typeof de
export type TextParams = Readonly<Record<string, string | number>>
/** Turns a key into a sentence; ICU placeholders and plurals. */
export type Texts = (key: TextKey, params?: TextParams) => string

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { de, en }

/** Names in `{name}` and `{name, plural, …}`. */
const placeholder = /\{\s*([A-Za-z]\w*)\s*[,}]/g

/**
 * A key that is not known answers itself, and a placeholder that nobody filled stays empty: a person always reads
 * something, also when a newer part of the program brings a code that this file does not know yet.
 */
export function createTexts(language: Language): Texts {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const cache = new Map<string, { format: IntlMessageFormat; empty: Record<string, string> }>()
  return (key, params) => {
    const message = messages[language][key]
    if (message === undefined) return key
    let entry = cache.get(key)
    if (!entry) {
      const names = [...message.matchAll(placeholder)].map((match) => [match[1] ?? '', ''])
      entry = { format: new IntlMessageFormat(message, locale), empty: Object.fromEntries(names) }
      cache.set(key, entry)
    }
    return String(entry.format.format({ ...entry.empty, ...spoken(params, language) }))
  }
}

/** A parameter whose name ends in `Date` is a calendar day `YYYY-MM-DD` and is spoken as people write it. */
function spoken(params: TextParams | undefined, language: Language): TextParams {
  const between = language === 'de' ? '.' : '/'
  const speak = ([name, value]: readonly [string, string | number]) =>
    [name, /Date$/.test(name) ? String(value).split('-').reverse().join(between) : value] as const
  return Object.fromEntries(Object.entries(params ?? {}).map(speak))
}

/** True for a code that has a text; errors travel as codes and are checked here before they are spoken. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(de, key)
}
