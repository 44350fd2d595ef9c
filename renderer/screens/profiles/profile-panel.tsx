import type { ReactNode } from 'react'
import type { ProfileDto, RunDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice, type NoticeTone } from '../../components/notice'
import { type LiveExport, useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { faultSentence, runSentence } from '../../run-words'
import { needsPerson, waitsForRetry } from '../../status'
import { ExportSteps } from './export-steps'

interface ProfilePanelProps {
  readonly profile: ProfileDto
  readonly live: LiveExport | undefined
  /** A trouble above the list says already what is wrong with this run. */
  readonly toldRunId: string | null
  readonly onShowRun: (runId: string) => void
}

export const columns = 8

/** Below a profile: the export that runs or just ended, else what a person should know before the next one. */
export function ProfilePanel({ profile, live, toldRunId, onShowRun }: ProfilePanelProps) {
  const content = live ? (
    <Live profile={profile} live={live} onShowRun={onShowRun} />
  ) : (
    standing(profile, toldRunId, onShowRun)
  )
  if (!content) return null
  return (
    <tr className="panel">
      <td colSpan={columns}>{content}</td>
    </tr>
  )
}

function standing(profile: ProfileDto, toldRunId: string | null, onShowRun: (runId: string) => void): ReactNode {
  const run = profile.openRun ?? profile.lastRun
  if (run && run.id === toldRunId) return null
  if (run && (needsPerson(run) || waitsForRetry(run))) return <RunNotice run={run} onShowRun={onShowRun} />
  // The banner above every screen asks for the adoption already.
  const isTold = profile.blocked?.code.startsWith('workstation-') ?? true
  return profile.blocked && !isTold ? <Blocked blocked={profile.blocked} /> : null
}

function Blocked({ blocked }: { blocked: NonNullable<ProfileDto['blocked']> }) {
  const words = useWords()
  return <Notice tone="quiet" title={words.sentence('error', blocked.code, blocked.params)} />
}

function Live({ profile, live, onShowRun }: Omit<ProfilePanelProps, 'toldRunId'> & { readonly live: LiveExport }) {
  const { t } = useWords()
  const { dismiss } = useExports()
  const close = (
    <ActionButton icon="close" onPress={() => dismiss(profile.id)}>
      {t('ui.close')}
    </ActionButton>
  )
  if (live.outcome && 'failure' in live.outcome) return <FailureNotice failure={live.outcome.failure} actions={close} />
  return (
    <div className="live">
      <ExportSteps live={live} />
      {live.outcome && <Outcome report={live.outcome.report} close={close} onShowRun={onShowRun} />}
    </div>
  )
}

interface OutcomeProps {
  readonly report: Extract<NonNullable<LiveExport['outcome']>, { report: unknown }>['report']
  readonly close: ReactNode
  readonly onShowRun: (runId: string) => void
}

function Outcome({ report, close, onShowRun }: OutcomeProps) {
  const words = useWords()
  return (
    <RunNotice run={report.run} onShowRun={onShowRun} actions={close}>
      {report.warnings.length > 0 && (
        <details className="warnings">
          <summary>{words.t('ui.export.warnings', { count: report.warnings.length })}</summary>
          <ul>
            {report.warnings.slice(0, 50).map((warning) => (
              <li key={`${warning.code} ${warning.mandant} ${warning.subject}`}>{faultSentence(warning, words)}</li>
            ))}
          </ul>
        </details>
      )}
    </RunNotice>
  )
}

interface RunNoticeProps {
  readonly run: RunDto
  readonly onShowRun: (runId: string) => void
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

function toneOf(run: RunDto): NoticeTone {
  if (run.state === 'parked') return 'attention'
  if (run.error) return 'waiting'
  return run.state === 'delivered' ? 'good' : 'quiet'
}

function RunNotice({ run, onShowRun, actions, children }: RunNoticeProps) {
  const words = useWords()
  const { t } = words
  const buttons = (
    <>
      <ActionButton onPress={() => onShowRun(run.id)}>{t('ui.run.details')}</ActionButton>
      {actions}
    </>
  )
  return (
    <Notice tone={toneOf(run)} title={runSentence(run, words)} actions={buttons}>
      {run.error && run.retryAtMs !== null && (
        <p>{t('ui.run.nextAttempt', { at: words.dateTime(run.retryAtMs), attempts: run.attempts })}</p>
      )}
      {run.error?.detail && <p className="detail">{t('ui.run.technical', { detail: run.error.detail })}</p>}
      {children}
    </Notice>
  )
}
