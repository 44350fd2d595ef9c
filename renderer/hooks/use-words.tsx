import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Language } from '../../preload/contract/dto'
import { createTexts, isTextKey, type TextKey, type TextParams } from '../../resources/locales/texts'
import { createFormats, type Formats } from '../format'

export interface Words extends Formats {
  readonly language: Language
  t(key: TextKey, params?: TextParams): string
  /** The sentence of a code; an unknown one is spoken of as an unexpected error. */
  sentence(group: 'error' | 'fault' | 'warning', code: string, params?: TextParams): string
}

export function createWords(language: Language): Words {
  const t = createTexts(language)
  return {
    ...createFormats(language),
    language,
    t,
    sentence: (group, code, params) => {
      const key = `${group}.${code}`
      return isTextKey(key) ? t(key, params) : t('error.internal')
    },
  }
}

const WordsContext = createContext<Words>(createWords('de'))

/** Texts, dates and amounts in the language of the window. */
export function useWords(): Words {
  return useContext(WordsContext)
}

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => createWords(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <WordsContext value={words}>
      <I18nProvider locale={language === 'de' ? 'de-DE' : 'en-GB'}>{children}</I18nProvider>
    </WordsContext>
  )
}
