import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import type { IconName } from './icon'

interface QuestionDialogProps {
  readonly title: string
  /** What it means to say yes. */
  readonly children: ReactNode
  readonly confirm: string
  readonly icon: IconName
  readonly look?: 'danger' | 'primary'
  readonly isBusy: boolean
  readonly failure: Failure | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something is done that is not easily undone. Cancel has the focus. */
export function QuestionDialog(props: QuestionDialogProps) {
  const { title, children, confirm, icon, look = 'danger', isBusy, failure, onConfirm, onClose } = props
  const { t } = useWords()
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{title}</Heading>
          {children}
          {failure && <FailureNotice failure={failure} />}
          <div className="button-row button-row-end">
            <ActionButton onPress={onClose} autoFocus>
              {t('ui.cancel')}
            </ActionButton>
            <ActionButton look={look} icon={icon} isPending={isBusy} onPress={onConfirm}>
              {confirm}
            </ActionButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
