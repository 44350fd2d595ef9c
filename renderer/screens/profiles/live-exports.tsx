import type { ReactNode } from 'react'
import type { ProfileDto, RunDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice, type NoticeTone } from '../../components/notice'
import { type LiveExport, useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { faultSentence, runSentence } from '../../run-words'
import { ExportSteps } from './export-steps'

interface LiveExportsProps {
  readonly profiles: readonly ProfileDto[]
  readonly onShowRun: (runId: string) => void
}

/** Above the list: the exports that somebody started here, until they are put away. */
export function LiveExports({ profiles, onShowRun }: LiveExportsProps) {
  const { live } = useExports()
  return [...live].map(([profileId, now]) => {
    const name = profiles.find(({ id }) => id === profileId)?.name ?? profileId
    return <Live key={profileId} profileId={profileId} name={name} live={now} onShowRun={onShowRun} />
  })
}

interface LiveProps {
  readonly profileId: string
  readonly name: string
  readonly live: LiveExport
  readonly onShowRun: (runId: string) => void
}

function Live({ profileId, name, live, onShowRun }: LiveProps) {
  const { t } = useWords()
  const { dismiss } = useExports()
  const { outcome } = live
  const close = (
    <ActionButton icon="close" label={t('ui.export.closeOf', { name })} onPress={() => dismiss(profileId)}>
      {t('ui.close')}
    </ActionButton>
  )
  return (
    <section className="card live" aria-label={t('ui.export.of', { name })}>
      <h2>{t('ui.export.of', { name })}</h2>
      {outcome && 'failure' in outcome ? (
        <FailureNotice failure={outcome.failure} actions={close} />
      ) : (
        <>
          <ExportSteps live={live} />
          {outcome && <Outcome report={outcome.report} close={close} onShowRun={onShowRun} />}
        </>
      )}
    </section>
  )
}

interface OutcomeProps {
  readonly report: Extract<NonNullable<LiveExport['outcome']>, { report: unknown }>['report']
  readonly close: ReactNode
  readonly onShowRun: (runId: string) => void
}

function Outcome({ report: { run, warnings }, close, onShowRun }: OutcomeProps) {
  const words = useWords()
  const { t } = words
  const buttons = (
    <>
      <ActionButton onPress={() => onShowRun(run.id)}>{t('ui.run.details')}</ActionButton>
      {close}
    </>
  )
  return (
    <Notice tone={toneOf(run)} title={runSentence(run, words)} actions={buttons}>
      {run.error && run.retryAtMs !== null && (
        <p>{t('ui.run.nextAttempt', { at: words.dateTime(run.retryAtMs), attempts: run.attempts })}</p>
      )}
      {run.error?.detail && <p className="detail">{t('ui.run.technical', { detail: run.error.detail })}</p>}
      {warnings.length > 0 && (
        <details className="warnings">
          <summary>{t('ui.export.warnings', { count: warnings.length })}</summary>
          <ul>
            {warnings.slice(0, 50).map((warning) => (
              <li key={`${warning.code} ${warning.mandant} ${warning.subject}`}>{faultSentence(warning, words)}</li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  )
}

function toneOf(run: RunDto): NoticeTone {
  if (run.state === 'parked') return 'attention'
  if (run.error) return 'waiting'
  return run.state === 'delivered' ? 'good' : 'quiet'
}
