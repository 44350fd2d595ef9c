import { useState } from 'react'
import type { ProfileDraftDto, TestStepDto } from '../../../../preload/contract/dto'
import { call } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FormFailure } from '../../../components/form-dialog'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import type { ConnectionTest } from '../../../hooks/use-connection-test'
import { useWords } from '../../../hooks/use-words'
import { failureText, stepWords, testSentence } from './test-words'

interface ServerTestProps {
  readonly test: ConnectionTest
  /** What is in the form now: it may have been changed since. */
  readonly draft: ProfileDraftDto
  /** What was typed as the password: must not stand in what is copied. */
  readonly secret: string | null
  readonly onTrust: (hostKey: string) => void
}

/** The steps of the connection test as they come in, and what follows from them. */
export function ServerTest({ test, draft, secret, onTrust }: ServerTestProps) {
  const { t } = useWords()
  if (!test.tested) return null
  const { steps, report, isRunning, failure } = test
  const failed = steps.find((step) => !step.ok)
  const isStale = !isRunning && targetKey(test.tested.draft) !== targetKey(draft)
  return (
    <div className="server-test">
      <ol className="test-steps" aria-label={t('ui.test.steps')} aria-live="polite">
        {steps.map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
        {isRunning && (
          <li className="test-step test-step-active">
            <Icon name="arrows" className="turning" />
            <span>{t('ui.test.running')}</span>
          </li>
        )}
      </ol>
      {failure && <FormFailure failure={failure} />}
      {isStale && <Notice tone="waiting" title={t('ui.test.stale')} />}
      {report?.ok && !isStale && <Notice tone="good" isAlert title={t('ui.test.good')} />}
      {report && failed?.error && (
        <Failed step={failed} hostKey={report.hostKey} tested={test.tested} secret={secret} onTrust={onTrust} />
      )}
    </div>
  )
}

const targetKey = ({ target, selection, branch, timeZone }: ProfileDraftDto) =>
  JSON.stringify([target, selection.mandants[0], branch, timeZone])

function StepLine({ step }: { step: TestStepDto }) {
  const words = useWords()
  return (
    <li className={step.ok ? 'test-step test-step-done' : 'test-step test-step-failed'}>
      <Icon name={step.ok ? 'check' : 'warning'} />
      <span>{stepWords(step.name, words)}</span>
      <span className="visually-hidden">{words.t(step.ok ? 'ui.test.stepDone' : 'ui.test.stepFailed')}</span>
    </li>
  )
}

interface FailedProps extends Pick<ServerTestProps, 'secret' | 'onTrust'> {
  readonly step: TestStepDto
  readonly hostKey: string | null
  readonly tested: NonNullable<ConnectionTest['tested']>
}

/** A key that nobody confirmed yet is a question, everything else is a failure. */
function Failed({ step, hostKey, tested, secret, onTrust }: FailedProps) {
  const words = useWords()
  const { t } = words
  const { error } = step
  if (!error) return null
  const asksForTrust = hostKey !== null && (error.kind === 'host-key-unknown' || error.kind === 'host-key-changed')
  return (
    <Notice
      tone={error.kind === 'host-key-unknown' ? 'waiting' : 'attention'}
      isAlert
      title={testSentence(error.kind, words)}
    >
      {asksForTrust ? (
        <Fingerprint hostKey={hostKey} isChanged={error.kind === 'host-key-changed'} onTrust={onTrust} />
      ) : (
        <>
          <p>{t('ui.test.who', { who: t(`alert.who.${error.party}`) })}</p>
          {error.detail !== '' && <p className="detail">{t('ui.run.technical', { detail: error.detail })}</p>}
        </>
      )}
      <CopyForOthers text={failureText({ step, hostKey, tested, secret }, words)} />
    </Notice>
  )
}

interface FingerprintProps {
  readonly hostKey: string
  readonly isChanged: boolean
  readonly onTrust: (hostKey: string) => void
}

function Fingerprint({ hostKey, isChanged, onTrust }: FingerprintProps) {
  const { t } = useWords()
  return (
    <>
      <code className="fingerprint">{hostKey}</code>
      <p>{t(isChanged ? 'ui.test.compareChanged' : 'ui.test.compare')}</p>
      <div className="button-row">
        <ActionButton icon="check" look={isChanged ? 'danger' : 'primary'} onPress={() => onTrust(hostKey)}>
          {t('ui.test.trust')}
        </ActionButton>
      </div>
    </>
  )
}

function CopyForOthers({ text }: { text: string }) {
  const { t } = useWords()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => setIsCopied((await call('app.copy', { text })).ok)
  return (
    <div className="button-row copy-line">
      <ActionButton icon={isCopied ? 'check' : 'copy'} onPress={() => void copy()}>
        {t('ui.test.copy')}
      </ActionButton>
      <span role="status" className="second">
        {isCopied ? t('ui.test.copied') : ''}
      </span>
    </div>
  )
}
