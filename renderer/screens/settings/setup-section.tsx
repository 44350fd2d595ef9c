import { ActionButton } from '../../components/action-button'
import { useWords } from '../../hooks/use-words'

/** Ersteinrichtung: the way back to what was skipped. */
export function SetupSection({ onSetup }: { onSetup: () => void }) {
  const { t } = useWords()
  return (
    <section className="card padded settings-card" aria-labelledby="setup-title">
      <h2 id="setup-title">{t('ui.setup.title')}</h2>
      <p className="hint">{t('ui.setup.resumeText')}</p>
      <div className="button-row">
        <ActionButton icon="play" onPress={onSetup}>
          {t('ui.setup.resume')}
        </ActionButton>
      </div>
    </section>
  )
}
