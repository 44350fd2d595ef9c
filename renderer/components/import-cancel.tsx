import { useState } from 'react'
import { call, type Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'

/** Stops the import under way; it ends by itself a moment later, with the books as they were. */
export function ImportCancel() {
  const { t } = useWords()
  const [isAsked, setIsAsked] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const cancel = async () => {
    setIsAsked(true)
    const answer = await call('ledger.cancelImport', {})
    if (answer.ok) return
    setIsAsked(false)
    setFailure(answer)
  }
  return (
    <div className="button-row">
      <ActionButton isPending={isAsked} onPress={() => void cancel()}>
        {t(isAsked ? 'ui.import.cancelling' : 'ui.import.cancel')}
      </ActionButton>
      {failure && <FailureNotice failure={failure} />}
    </div>
  )
}
