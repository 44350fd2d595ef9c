import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { RunDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { ReasonForm } from './reason-form'

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
          <ReasonForm
            confirm={t('ui.release.confirm')}
            icon="unlock"
            look="danger"
            onClose={onClose}
            onReason={onRelease}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
