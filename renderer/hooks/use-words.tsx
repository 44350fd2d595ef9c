import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { FieldFaultDto, Language } from '../../preload/contract/dto'
import { createTexts, isTextKey, type TextKey, type TextParams } from '../../resources/locales/texts'
import { createFormats, type Formats } from '../format'

export interface Words extends Formats {
  readonly language: Language
  t(key: TextKey, params?: TextParams): string
  /** The sentence of a code; an unknown one is spoken of as an unexpected error. */
  sentence(group: 'error' | 'fault' | 'warning' | 'check', code: string, params?: TextParams): string
  /** What is wrong with a field of a form. */
  fault(fault: FieldFaultDto): string
}

export function createWords(language: Language): Words {
  const t = createTexts(language)
  const sentence: Words['sentence'] = (group, code, params) => {
    const key = `${group}.${code}`
    return isTextKey(key) ? t(key, params) : t('error.internal')
  }
  return {
    ...createFormats(language),
    language,
    t,
    sentence,
    fault: ({ code, value, params }) => sentence('fault', code, { value: value ?? '', ...params }),
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
