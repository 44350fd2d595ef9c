import { useState } from 'react'
import { call, type Failure } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { useWords } from '../../../hooks/use-words'

/** Shows the stored copy in the system's own viewer. */
export function OpenOriginal({ id }: { id: string }) {
  const { t } = useWords()
  const [failure, setFailure] = useState<Failure | null>(null)
  const open = async () => {
    const answer = await call('invoices.open', { id })
    setFailure(answer.ok ? null : answer)
  }
  return (
    <div className="part">
      <div className="button-row">
        <ActionButton icon="eye" onPress={() => void open()}>
          {t('ui.invoices.open')}
        </ActionButton>
      </div>
      {failure && <FailureNotice failure={failure} />}
    </div>
  )
}
