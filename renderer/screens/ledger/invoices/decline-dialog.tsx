import { useState } from 'react'
import type { InvoiceRowDto } from '../../../../preload/contract/dto'
import { call } from '../../../api'
import { TextInput } from '../../../components/fields'
import { QuestionDialog } from '../../../components/question-dialog'
import { useSubmit } from '../../../hooks/use-submit'
import { useWords } from '../../../hooks/use-words'

interface DeclineDialogProps {
  readonly invoice: InvoiceRowDto
  readonly onClose: () => void
  readonly onDone: () => void
}

/** As short as a reason can be. */
const reasonMin = 3

/** Asks why an invoice is not booked; the file stays, and so does the reason. */
export function DeclineDialog({ invoice, onClose, onDone }: DeclineDialogProps) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const isMissing = reason.trim().length < reasonMin
  const { send, isBusy, failure } = useSubmit(
    () => call('invoices.decline', { id: invoice.id, reason: reason.trim() }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  return (
    <QuestionDialog
      title={t('ui.invoices.declineTitle', { name: invoice.sellerName ?? invoice.fileName })}
      confirm={t('ui.invoices.decline')}
      icon="close"
      isBusy={isBusy}
      failure={failure}
      onConfirm={() => {
        setIsAsked(true)
        if (!isMissing) send()
      }}
      onClose={onClose}
    >
      <p>{t('ui.invoices.declineText')}</p>
      <TextInput
        label={t('ui.invoices.declineReason')}
        rows={3}
        value={reason}
        onChange={(next) => setReason(next.slice(0, 500))}
        error={isAsked && isMissing ? t('ui.invoices.declineMissing') : undefined}
        isRequired
      />
    </QuestionDialog>
  )
}
