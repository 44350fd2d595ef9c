import type { Failure } from '../../api'
import { FailureNotice } from '../../components/failure-notice'
import { RestoreButton } from '../../components/restore-button'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'

/** No database opens: says so, and offers the last good backup. */
export function Damaged({ failure }: { failure: Failure }) {
  const { t, dateTime } = useWords()
  const { value } = useCall('recovery.show', {})
  const newest = value?.[0]
  return (
    <>
      <h1>{t('ui.damaged.title')}</h1>
      <FailureNotice failure={failure} />
      {value && <p>{newest ? t('ui.damaged.last', { at: dateTime(newest.createdMs) }) : t('ui.damaged.none')}</p>}
      <div className="button-row">
        {newest && <RestoreButton way="recovery" name={newest.name} label={t('ui.backup.chooseLast')} look="primary" />}
        <RestoreButton way="recovery" name={null} label={t('ui.backup.chooseOther')} />
      </div>
    </>
  )
}
