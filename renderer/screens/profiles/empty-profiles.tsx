import { useState } from 'react'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { EmptyState } from '../../components/empty-state'
import { FailureNotice } from '../../components/failure-notice'
import { useMay } from '../../hooks/use-access'
import { useWords } from '../../hooks/use-words'

const applyCommand = 'belegbote profile apply kanzlei.json'

/** Books but no export: profiles come by the command line; a demo profile makes the button work at once. */
export function EmptyProfiles() {
  const { t } = useWords()
  const mayCreate = useMay('configure')
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
      <div className="button-row">
        <ActionButton look="primary" icon="plus" isDisabled={!mayCreate} isPending={busy} onPress={() => void create()}>
          {t('ui.demo.createProfile')}
        </ActionButton>
      </div>
      {!mayCreate && <p className="hint">{t('ui.may.not')}</p>}
      <p className="hint">{t('ui.emptyProfiles.demoHint')}</p>
      {failure && <FailureNotice failure={failure} />}
      <p className="hint">{t('ui.emptyProfiles.own')}</p>
      <code className="command">{applyCommand}</code>
    </EmptyState>
  )
}
