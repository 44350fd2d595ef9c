import { useState } from 'react'
import { Dialog, FieldError, Heading, Label, Modal, ModalOverlay, TextArea, TextField } from 'react-aria-components'
import type { RunDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { useWords } from '../../hooks/use-words'

const reasonLengthMin = 3
const reasonLengthMax = 500

interface ReleaseDialogProps {
  readonly run: RunDto
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onRelease: (reason: string) => void
}

/** Asks why, and says what it means: what was already handed over goes out a second time. */
export function ReleaseDialog({ run, isOpen, onClose, onRelease }: ReleaseDialogProps) {
  const { t } = useWords()
  return (
    <ModalOverlay
      className="overlay"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{t('ui.release.title', { no: run.no })}</Heading>
          <p>{t('ui.release.text', { documents: run.documents })}</p>
          {run.state === 'delivered' && <p className="strong">{t('ui.release.twice')}</p>}
          <Reason onClose={onClose} onRelease={onRelease} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Reason({ onClose, onRelease }: Pick<ReleaseDialogProps, 'onClose' | 'onRelease'>) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < reasonLengthMin
  const release = () => {
    setTried(true)
    if (isShort) return
    onClose()
    onRelease(reason.trim())
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
        <ActionButton look="danger" icon="unlock" onPress={release}>
          {t('ui.release.confirm')}
        </ActionButton>
      </div>
    </>
  )
}
