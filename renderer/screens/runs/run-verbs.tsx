import { useState } from 'react'
import type { Answer, RunDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { useWords } from '../../hooks/use-words'
import { verbsOf } from '../../status'
import { ReleaseDialog } from './release-dialog'

type Done = 'resent' | 'released'
type Verb = Promise<Answer<RunDto>>

/** What a person can do with a run: send the same file again, or free its documents. */
export function RunVerbs({ run }: { run: RunDto }) {
  const { t } = useWords()
  const may = verbsOf(run)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState<Done | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const perform = async (verb: Verb, word: Done) => {
    setBusy(true)
    setDone(null)
    setFailure(null)
    const answer = await verb
    if (!answer.ok) setFailure(answer)
    // A run that stopped again says so itself, above.
    else if (answer.value.error === null) setDone(word)
    setBusy(false)
  }
  const offers = may.resend || may.release
  if (!offers && !done && !failure) return null
  return (
    <div className="verbs">
      <div className="button-row">
        {may.resend && (
          <ActionButton
            icon="send"
            isPending={busy}
            onPress={() => void perform(call('runs.resend', { runId: run.id }), 'resent')}
          >
            {t('ui.verb.resend')}
          </ActionButton>
        )}
        {may.release && (
          <ActionButton icon="unlock" isDisabled={busy} onPress={() => setAsking(true)}>
            {t('ui.verb.release')}
          </ActionButton>
        )}
      </div>
      <ReleaseDialog
        run={run}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onRelease={(reason) => void perform(call('runs.release', { runId: run.id, reason }), 'released')}
      />
      {done && (
        <div role="status">
          <Notice tone="good" title={t(`ui.verb.${done}`)} />
        </div>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  )
}
