import type { ProfileDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { Notice } from '../../components/notice'
import { useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { nextRunWords } from '../../run-words'
import { LiveExports } from '../profiles/live-exports'
import { StepPage } from './setup-frame'
import type { StepWays } from './step-foot'

interface ExportStepProps {
  readonly profiles: readonly ProfileDto[]
  readonly profile: ProfileDto | undefined
  readonly isDone: boolean
  readonly ways: StepWays
  readonly onShowRun: (runId: string) => void
}

/** Erster Export: what goes out, and from now on by itself. */
export function ExportStep({ profiles, profile, isDone, ways, onShowRun }: ExportStepProps) {
  const words = useWords()
  const { t } = words
  const { live, run } = useExports()
  const now = profile ? live.get(profile.id) : undefined
  const isRunning = now !== undefined && now.outcome === null
  const foot = (
    <>
      {profile && (
        <ActionButton
          look={isDone ? 'plain' : 'primary'}
          icon="send"
          isPending={isRunning}
          isDisabled={profile.blocked !== null}
          onPress={() => run(profile.id)}
        >
          {t('ui.setup.export.do')}
        </ActionButton>
      )}
      {isDone && (
        <ActionButton look="primary" icon="check" onPress={ways.onNext}>
          {t('ui.setup.finish')}
        </ActionButton>
      )}
      {ways.onBack && <ActionButton onPress={ways.onBack}>{t('ui.setup.back')}</ActionButton>}
      <span className="bar-gap" />
      {!isDone && <ActionButton onPress={ways.onLater}>{t('ui.setup.later')}</ActionButton>}
    </>
  )
  return (
    <StepPage title={t('ui.setup.export.title')} text={t('ui.setup.export.text')} foot={foot}>
      {!profile && <Notice tone="quiet" title={t('ui.setup.noProfile')} />}
      {profile && (
        <section className="card padded" aria-label={t('ui.setup.step.export')}>
          <h2>{profile.name}</h2>
          <p>{t('ui.setup.export.waiting', { count: profile.waitingDocuments })}</p>
          <p className="second">{t('ui.setup.export.next', { next: nextRunWords(profile, words) })}</p>
          {profile.blocked && (
            <Notice tone="waiting" title={words.sentence('error', profile.blocked.code, profile.blocked.params)} />
          )}
        </section>
      )}
      <LiveExports profiles={profiles} onShowRun={onShowRun} />
    </StepPage>
  )
}
