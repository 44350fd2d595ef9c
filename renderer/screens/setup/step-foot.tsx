import { ActionButton } from '../../components/action-button'
import { useWords } from '../../hooks/use-words'

export interface StepWays {
  /** Undefined: this is the first one. */
  readonly onBack?: (() => void) | undefined
  readonly onNext: () => void
  /** Finishes later; what is there stays. */
  readonly onLater: () => void
}

interface StepFootProps extends StepWays {
  readonly isDone: boolean
  /** The step has a button of its own that leads on. */
  readonly hasOwn?: boolean
}

/** Back, on or over it, and out. */
export function StepFoot({ onBack, onNext, onLater, isDone, hasOwn = false }: StepFootProps) {
  const { t } = useWords()
  return (
    <>
      {isDone && !hasOwn ? (
        <ActionButton look="primary" icon="send" onPress={onNext}>
          {t('ui.setup.next')}
        </ActionButton>
      ) : (
        <ActionButton onPress={onNext}>{t(isDone ? 'ui.setup.next' : 'ui.setup.skip')}</ActionButton>
      )}
      {onBack && <ActionButton onPress={onBack}>{t('ui.setup.back')}</ActionButton>}
      <span className="bar-gap" />
      <ActionButton onPress={onLater}>{t('ui.setup.later')}</ActionButton>
    </>
  )
}
