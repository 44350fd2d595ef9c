import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'

/** Before a screen is left whose form is not saved. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useWords()
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onStay()
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{t('ui.discard.question')}</Heading>
          <div className="button-row button-row-end">
            <ActionButton look="danger" onPress={onLeave}>
              {t('ui.discard.leave')}
            </ActionButton>
            <ActionButton look="primary" autoFocus onPress={onStay}>
              {t('ui.discard.stay')}
            </ActionButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
