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

/** A key that is not known answers itself, so that a code of a newer part is at least readable. */
export function createTexts(language: Language): Texts {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const cache = new Map<string, IntlMessageFormat>()
  return (key, params) => {
    const message = messages[language][key]
    if (message === undefined) return key
    let format = cache.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, locale)
      cache.set(key, format)
    }
    return String(format.format(params as Record<string, string | number> | undefined))
  }
}

/** True for a code that has a text; errors travel as codes and are checked here before they are spoken. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(de, key)
}
