import { useState } from 'react'
import type { Answer, FactData, RunDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Meter } from '../../components/meter'
import { Notice } from '../../components/notice'
import { useMay } from '../../hooks/use-access'
import { useFact } from '../../hooks/use-fact'
import { useWords } from '../../hooks/use-words'
import { progressWords } from '../../run-words'
import { verbsOf } from '../../status'
import { ReleaseDialog } from './release-dialog'

type Done = 'resent' | 'released'
type Verb = Promise<Answer<RunDto>>

/** What a person can do with a run: send the same file again, or free its documents. */
export function RunVerbs({ run }: { run: RunDto }) {
  const words = useWords()
  const { t } = words
  const mayRelease = useMay('release')
  const may = verbsOf(run)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState<Done | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [progress, setProgress] = useState<FactData<'export.progress'> | null>(null)
  useFact('export.progress', (told) => {
    if (told.profileId === run.profileId) setProgress(told)
  })
  const perform = async (verb: Verb, word: Done) => {
    setBusy(true)
    setProgress(null)
    setDone(null)
    setFailure(null)
    const answer = await verb
    if (!answer.ok) setFailure(answer)
    // A run that stopped again says so itself, above.
    else if (answer.value.error === null) setDone(word)
    setBusy(false)
  }
  const offers = busy || may.resend || may.release
  if (!offers && !done && !failure) return null
  return (
    <div className="verbs">
      <div className="button-row">
        {(busy || may.resend) && (
          <ActionButton
            icon="send"
            isPending={busy}
            isDisabled={!mayRelease}
            onPress={() => void perform(call('runs.resend', { runId: run.id }), 'resent')}
          >
            {t('ui.verb.resend')}
          </ActionButton>
        )}
        {may.release && (
          <ActionButton icon="unlock" isDisabled={busy || !mayRelease} onPress={() => setAsking(true)}>
            {t('ui.verb.release')}
          </ActionButton>
        )}
      </div>
      {offers && !mayRelease && <p className="hint">{t('ui.may.not')}</p>}
      <ReleaseDialog
        run={run}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onRelease={(reason) => void perform(call('runs.release', { runId: run.id, reason }), 'released')}
      />
      {busy && progress && <Meter label={progressWords(progress, words)} done={progress.done} total={progress.total} />}
      {done && (
        <div role="status">
          <Notice tone="good" title={t(`ui.verb.${done}`)} />
        </div>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  )
}
