import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { RunDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { ReasonForm } from './reason-form'

interface ArrivedDialogProps {
  readonly run: RunDto
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onArrived: (reason: string) => void
}

/** Asks how the person knows, and says what it means: nothing of the run is sent any more. */
export function ArrivedDialog({ run, isOpen, onClose, onArrived }: ArrivedDialogProps) {
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
          <Heading slot="title">{t('ui.arrived.title', { no: run.no })}</Heading>
          <p>{t('ui.arrived.text', { documents: run.documents })}</p>
          <ReasonForm
            confirm={t('ui.arrived.confirm')}
            icon="check"
            look="primary"
            onClose={onClose}
            onReason={onArrived}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
