import { Icon } from '../../components/icon'
import { Meter } from '../../components/meter'
import { type LiveExport, type Step, steps } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { progressWords } from '../../run-words'

type StepState = 'done' | 'active' | 'stopped' | 'open'

/** Sammeln → Schreiben → Senden → Prüfen → Fertig, with the counts of the step at work. */
export function ExportSteps({ live }: { live: LiveExport }) {
  const words = useWords()
  const { t } = words
  const { progress, outcome } = live
  return (
    <div className="steps-box">
      <ol className="steps" aria-label={t('ui.export.steps')}>
        {steps.map((step) => (
          <StepItem key={step} step={step} state={stateOf(step, live)} />
        ))}
      </ol>
      {!outcome && (
        <div className="steps-count">
          <Meter label={progressWords(progress, words)} done={progress?.done ?? 0} total={progress?.total ?? 0} />
        </div>
      )}
      <p className="visually-hidden" role="status">
        {outcome ? '' : t(`ui.export.step.${live.step}`)}
      </p>
    </div>
  )
}

function stateOf(step: Step, live: LiveExport): StepState {
  const [at, now] = [steps.indexOf(step), steps.indexOf(live.step)]
  const report = live.outcome && 'report' in live.outcome ? live.outcome.report : null
  if (!report) return at < now ? 'done' : at === now ? 'active' : 'open'
  if (report.run.state === 'delivered') return 'done'
  if (report.run.state === 'empty') return step === 'collect' || step === 'done' ? 'done' : 'open'
  // The furthest step before the end is where it stopped.
  const reached = report.run.files.length === 0 ? 'write' : 'send'
  const stop = steps.indexOf(reached)
  return at < stop ? 'done' : at === stop ? 'stopped' : 'open'
}

function StepItem({ step, state }: { step: Step; state: StepState }) {
  const { t } = useWords()
  return (
    <li className={`step step-${state}`} {...(state === 'active' ? { 'aria-current': 'step' as const } : {})}>
      <span className="step-mark">
        {state === 'done' && <Icon name="check" />}
        {state === 'active' && <Icon name="arrows" className="turning" />}
        {state === 'stopped' && <Icon name="warning" />}
        {state === 'open' && <Icon name="ring" />}
      </span>
      <span>{t(`ui.export.step.${step}`)}</span>
      <span className="visually-hidden">{t(`ui.export.stepState.${state}`)}</span>
    </li>
  )
}
