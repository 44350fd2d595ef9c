import type { BookingRuleDto } from '../../../../preload/contract/dto'
import { QuestionDialog } from '../../../components/question-dialog'
import { useSubmit } from '../../../hooks/use-submit'
import { useWords } from '../../../hooks/use-words'
import { saveRules } from './save-rules'

interface RemoveRuleDialogProps {
  readonly rule: BookingRuleDto
  readonly rules: readonly BookingRuleDto[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks before invoices of a supplier wait again. */
export function RemoveRuleDialog({ rule, rules, onClose, onDone }: RemoveRuleDialogProps) {
  const { t } = useWords()
  const { send, isBusy, failure } = useSubmit(
    () => saveRules(rules, { removed: rule, put: null }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  return (
    <QuestionDialog
      title={t('ui.rules.removeTitle')}
      confirm={t('ui.rules.remove')}
      icon="trash"
      isBusy={isBusy}
      failure={failure}
      onConfirm={send}
      onClose={onClose}
    >
      <p>{t('ui.rules.removeText', { account: rule.account })}</p>
    </QuestionDialog>
  )
}
