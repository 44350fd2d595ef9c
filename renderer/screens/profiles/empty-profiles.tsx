import { useState } from 'react'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { EmptyState } from '../../components/empty-state'
import { FailureNotice } from '../../components/failure-notice'
import { useMay } from '../../hooks/use-access'
import { useWords } from '../../hooks/use-words'

/** Books but no export: the way to one's own, and a demo that makes the button work at once. */
export function EmptyProfiles({ onNew }: { onNew: () => void }) {
  const { t } = useWords()
  const mayConfigure = useMay('configure')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const create = async () => {
    setBusy(true)
    const answer = await call('profiles.createDemo', {})
    setFailure(answer.ok ? null : answer)
    setBusy(false)
  }
  return (
    <EmptyState icon="exports" title={t('ui.emptyProfiles.title')} text={t('ui.emptyProfiles.text')}>
      {mayConfigure ? (
        <>
          <div className="button-row">
            <ActionButton look="primary" icon="plus" onPress={onNew}>
              {t('ui.list.new')}
            </ActionButton>
            <ActionButton icon="play" isPending={busy} onPress={() => void create()}>
              {t('ui.demo.createProfile')}
            </ActionButton>
          </div>
          <p className="hint">{t('ui.emptyProfiles.demoHint')}</p>
        </>
      ) : (
        <p className="hint">{t('ui.emptyProfiles.byAdministrator')}</p>
      )}
      {failure && <FailureNotice failure={failure} />}
    </EmptyState>
  )
}
