import type { SchedulePreview } from '../hooks/use-schedule-preview'
import { useWords } from '../hooks/use-words'
import { FailureNotice } from './failure-notice'

/** The run times that follow from what is entered now. */
export function NextRuns({ preview, isEnabled }: { preview: SchedulePreview; isEnabled: boolean }) {
  const { t } = useWords()
  return (
    <section className="next-runs" aria-label={t('ui.schedule.next')}>
      <h3>{t('ui.schedule.next')}</h3>
      <div aria-live="polite" className="next-runs-list">
        <Times preview={preview} isEnabled={isEnabled} />
      </div>
    </section>
  )
}

function Times({ preview, isEnabled }: { preview: SchedulePreview; isEnabled: boolean }) {
  const { t, slot } = useWords()
  if (!preview) return <p className="field-hint">{t('ui.loading')}</p>
  if (!preview.ok) {
    if (preview.fields) return <p className="field-hint">{t('ui.schedule.nextFaulty')}</p>
    return <FailureNotice failure={preview} />
  }
  if (preview.value.length === 0) return <p className="field-hint">{t('ui.schedule.nextNever')}</p>
  return (
    <>
      {!isEnabled && <p className="field-hint">{t('ui.schedule.nextDisabled')}</p>}
      <ol className={isEnabled ? 'slots' : 'slots slots-off'}>
        {preview.value.map((iso) => (
          <li key={iso}>{slot(iso)}</li>
        ))}
      </ol>
    </>
  )
}
