import { useState } from 'react'
import type { Answer, FactData, ProfileDto, RunDetailsDto, RunDto, TroubleDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Meter } from '../../components/meter'
import { Notice } from '../../components/notice'
import { useMay } from '../../hooks/use-access'
import { useFact } from '../../hooks/use-fact'
import { useWords } from '../../hooks/use-words'
import { progressWords } from '../../run-words'
import { ArrivedDialog } from './arrived-dialog'
import { ReleaseDialog } from './release-dialog'
import { ResendDialog } from './resend-dialog'

type Done = 'resent' | 'released' | 'arrived'
type Verb = Promise<Answer<RunDto>>

interface RunVerbsProps {
  readonly details: Pick<RunDetailsDto, 'run' | 'refusals'>
  /** Undefined: it was removed. */
  readonly profile: ProfileDto | undefined
  /** To the field that searches for a document. */
  readonly onFind: () => void
}

/** What a person can do with a run; what is not possible says why. */
export function RunVerbs({ details: { run, refusals }, profile, onFind }: RunVerbsProps) {
  const words = useWords()
  const { t } = words
  const may = useMay('release')
  const [asks, setAsks] = useState<'resend' | 'release' | 'arrived' | null>(null)
  const { busy, done, failure, progress, perform } = usePerform(run)
  const resendRefusal = may ? refusals.resend : notAllowed
  const releaseRefusal = may ? refusals.release : notAllowed
  const close = () => setAsks(null)
  return (
    <div className="verbs">
      <div className="button-row">
        <ActionButton
          icon="send"
          isPending={busy}
          isDisabled={!busy && resendRefusal !== null}
          onPress={() => setAsks('resend')}
        >
          {t('ui.verb.resend')}
        </ActionButton>
        <ActionButton icon="unlock" isDisabled={busy || releaseRefusal !== null} onPress={() => setAsks('release')}>
          {t('ui.verb.release')}
        </ActionButton>
        {may && refusals.arrived === null && (
          <ActionButton icon="check" isDisabled={busy} onPress={() => setAsks('arrived')}>
            {t('ui.verb.arrivedAsk')}
          </ActionButton>
        )}
        <ActionButton icon="search" onPress={onFind}>
          {t('ui.runs.search')}
        </ActionButton>
      </div>
      {!busy && <Reasons resend={resendRefusal} release={releaseRefusal} />}
      {asks === 'resend' && (
        <ResendDialog
          run={run}
          profile={profile}
          onClose={close}
          onResend={() => {
            close()
            void perform(call('runs.resend', { runId: run.id }), 'resent')
          }}
        />
      )}
      <ReleaseDialog
        run={run}
        isOpen={asks === 'release'}
        onClose={close}
        onRelease={(reason) => void perform(call('runs.release', { runId: run.id, reason }), 'released')}
      />
      <ArrivedDialog
        run={run}
        isOpen={asks === 'arrived'}
        onClose={close}
        onArrived={(reason) => void perform(call('runs.arrived', { runId: run.id, reason }), 'arrived')}
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

const notAllowed: TroubleDto = { code: 'rights-missing', params: {} }

/** Why a button is not possible, once when both have the same reason. */
function Reasons({ resend, release }: { resend: TroubleDto | null; release: TroubleDto | null }) {
  const { t, sentence } = useWords()
  const words = ({ code, params }: TroubleDto) => sentence('error', code, params)
  const same = resend !== null && release !== null && words(resend) === words(release)
  if (same) return <p className="refusal">{words(resend)}</p>
  return (
    <>
      {resend && <p className="refusal">{t('ui.verb.noResend', { reason: words(resend) })}</p>}
      {release && <p className="refusal">{t('ui.verb.noRelease', { reason: words(release) })}</p>}
    </>
  )
}

function usePerform(run: RunDto) {
  const [busy, setBusy] = useState(false)
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
  return { busy, done, failure, progress, perform }
}
