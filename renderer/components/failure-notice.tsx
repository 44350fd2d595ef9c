import type { ReactNode } from 'react'
import type { Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { FaultList } from './fault-list'
import { Notice } from './notice'

/** A call that was not done: the sentence of its code, and the faults of a refused import. */
export function FailureNotice({ failure, actions }: { failure: Failure; actions?: ReactNode }) {
  const words = useWords()
  const { faults, faultsTotal } = failure
  const wasWanted = failure.code === 'import-cancelled'
  return (
    <Notice
      tone={wasWanted ? 'quiet' : 'attention'}
      isAlert
      title={words.sentence('error', failure.code, failure.params)}
      {...(actions === undefined ? {} : { actions })}
    >
      {faults && faults.length > 0 && <FaultList faults={faults} total={faultsTotal ?? faults.length} />}
    </Notice>
  )
}
