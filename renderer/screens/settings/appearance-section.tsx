import type { Language } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { RadioChoice } from '../../components/fields'
import { languageNames } from '../../components/sidebar'
import { textSizes, themes, useAppearance } from '../../hooks/use-appearance'
import { useWords } from '../../hooks/use-words'

const languages = (['de', 'en'] as const).map((id) => ({ id, word: languageNames[id] }))

/** Darstellung: each choice acts at once, and is remembered for this computer. */
export function AppearanceSection({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useWords()
  const { appearance, set } = useAppearance()
  return (
    <section className="card padded settings-card" aria-labelledby="appearance-title">
      <h2 id="appearance-title">{t('ui.appearance.title')}</h2>
      {appearance && (
        <>
          <RadioChoice
            label={t('ui.appearance.theme')}
            options={themes.map((id) => ({ id, word: t(`ui.appearance.theme.${id}`) }))}
            value={appearance.theme}
            onChange={(theme) => set({ theme })}
          />
          <Choice
            label={t('ui.appearance.textSize')}
            options={textSizes.map((size) => ({ id: String(size), word: t(`ui.appearance.percent`, { size }) }))}
            value={String(appearance.textSize)}
            onChange={(id) => {
              const textSize = textSizes.find((size) => String(size) === id)
              if (textSize) set({ textSize })
            }}
          />
        </>
      )}
      <Choice label={t('ui.language')} options={languages} value={language} onChange={onLanguage} />
    </section>
  )
}
