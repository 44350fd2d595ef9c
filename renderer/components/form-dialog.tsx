import { type ReactNode, useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { Notice } from './notice'

interface FormDialogProps {
  readonly title: string
  /** What the form belongs to, below the title. */
  readonly subtitle: string
  readonly look?: 'narrow' | 'wide' | 'full'
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** False: something is missing, and there is nothing to save yet. */
  readonly canSave?: boolean
  /** What saving is called here. */
  readonly saveWord?: string
  readonly failure: Failure | null
  readonly onSave: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form above the window. It is there as long as it is rendered; what is not saved is not lost by a slip of the hand. */
export function FormDialog(props: FormDialogProps) {
  const { title, subtitle, look = 'narrow', isDirty, onClose } = props
  const [asking, setAsking] = useState(false)
  const leave = () => (isDirty ? setAsking(true) : onClose())
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) leave()
      }}
    >
      <Modal className={`modal modal-${look}`}>
        <Dialog className="dialog dialog-form">
          <header>
            <Heading slot="title">{title}</Heading>
            <p className="second">{subtitle}</p>
          </header>
          <div className="dialog-body">{props.children}</div>
          <div className="dialog-foot">
            {asking ? (
              <Discard onStay={() => setAsking(false)} onLeave={onClose} />
            ) : (
              <Foot {...props} onLeave={leave} />
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Foot({
  isSaving,
  canSave = true,
  saveWord,
  failure,
  onSave,
  onLeave,
}: FormDialogProps & { readonly onLeave: () => void }) {
  const { t } = useWords()
  return (
    <>
      {failure && <FormFailure failure={failure} />}
      <div className="button-row button-row-end">
        <ActionButton onPress={onLeave}>{t('ui.cancel')}</ActionButton>
        <ActionButton look="primary" icon="check" isPending={isSaving} isDisabled={!canSave} onPress={onSave}>
          {saveWord ?? t('ui.save')}
        </ActionButton>
      </div>
    </>
  )
}

/** Faults of fields stand at the fields; here is only said that there are some. */
export function FormFailure({ failure }: { failure: Failure }) {
  const { t } = useWords()
  if (failure.fields) return <Notice tone="attention" isAlert title={t('ui.form.faulty')} />
  return <FailureNotice failure={failure} />
}

/** Asks before what was entered is lost. */
export function Discard({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useWords()
  return (
    <>
      <Notice tone="waiting" isAlert title={t('ui.discard.question')} />
      <div className="button-row button-row-end">
        <ActionButton look="danger" onPress={onLeave}>
          {t('ui.discard.leave')}
        </ActionButton>
        <ActionButton look="primary" autoFocus onPress={onStay}>
          {t('ui.discard.stay')}
        </ActionButton>
      </div>
    </>
  )
}
