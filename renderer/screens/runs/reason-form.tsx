import { useState } from 'react'
import { FieldError, Label, TextArea, TextField } from 'react-aria-components'
import { ActionButton } from '../../components/action-button'
import type { IconName } from '../../components/icon'
import { useWords } from '../../hooks/use-words'

const reasonLengthMin = 3
const reasonLengthMax = 500

interface ReasonFormProps {
  readonly confirm: string
  readonly icon: IconName
  readonly look: 'danger' | 'primary'
  readonly onClose: () => void
  readonly onReason: (reason: string) => void
}

/** Asks why; it stands in the journal afterwards. */
export function ReasonForm({ confirm, icon, look, onClose, onReason }: ReasonFormProps) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < reasonLengthMin
  const decide = () => {
    setTried(true)
    if (isShort) return
    onClose()
    onReason(reason.trim())
  }
  return (
    <>
      <TextField
        className="field"
        autoFocus
        isRequired
        value={reason}
        onChange={setReason}
        maxLength={reasonLengthMax}
        isInvalid={tried && isShort}
      >
        <Label className="field-label">{t('ui.release.reason')}</Label>
        <TextArea className="text-area" rows={3} />
        <FieldError className="field-error">{t('ui.release.reasonMissing')}</FieldError>
      </TextField>
      <div className="button-row button-row-end">
        <ActionButton onPress={onClose}>{t('ui.cancel')}</ActionButton>
        <ActionButton {...{ look, icon }} onPress={decide}>
          {confirm}
        </ActionButton>
      </div>
    </>
  )
}
