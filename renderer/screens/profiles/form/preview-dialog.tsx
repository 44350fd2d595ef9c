import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { FieldFaultDto, ProfileChoicesDto, ProfileDraftDto } from '../../../../preload/contract/dto'
import type { Failure } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { Meter } from '../../../components/meter'
import { Notice } from '../../../components/notice'
import { ScrollBox } from '../../../components/scroll-box'
import { type PreviewState, usePreview } from '../../../hooks/use-preview'
import { useWords } from '../../../hooks/use-words'
import { PreviewDetails } from './preview-details'

interface PreviewButtonProps {
  readonly draft: ProfileDraftDto
  readonly isNew: boolean
  readonly choices: ProfileChoicesDto
  /** The settings do not say yet what is meant. */
  readonly onFaults: (faults: readonly FieldFaultDto[]) => void
}

/** „Vorschau“: what an export would do now, also before anything is saved. */
export function PreviewButton({ draft, isNew, choices, onFaults }: PreviewButtonProps) {
  const { t } = useWords()
  const { state, look, close } = usePreview(onFaults)
  return (
    <>
      <ActionButton icon="eye" onPress={() => void look(draft, isNew)}>
        {t('ui.preview.open')}
      </ActionButton>
      {state && <PreviewDialog state={state} choices={choices} onClose={close} />}
    </>
  )
}

interface PreviewDialogProps {
  readonly state: PreviewState
  readonly choices: ProfileChoicesDto
  readonly onClose: () => void
}

/** There at once, for a large ledger is read for seconds. */
function PreviewDialog({ state, choices, onClose }: PreviewDialogProps) {
  const { t } = useWords()
  const { progress, preview, failure } = state
  const isBusy = !preview && !failure
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal modal-wide">
        <Dialog className="dialog dialog-form">
          <header>
            <Heading slot="title">{t('ui.preview.title')}</Heading>
            <p className="second">{t('ui.preview.subtitle')}</p>
          </header>
          <ScrollBox label={t('ui.preview.title')} aria-busy={isBusy} className="dialog-body preview">
            {isBusy && <PreviewProgress progress={progress} />}
            {failure && <PreviewFailure failure={failure} />}
            {preview && <PreviewDetails preview={preview} choices={choices} />}
          </ScrollBox>
          <div className="dialog-foot">
            <div className="button-row button-row-end">
              <ActionButton look={isBusy ? 'plain' : 'primary'} autoFocus onPress={onClose}>
                {t(isBusy ? 'ui.cancel' : 'ui.close')}
              </ActionButton>
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function PreviewProgress({ progress }: Pick<PreviewState, 'progress'>) {
  const { t, number } = useWords()
  if (!progress) return <Meter label={t('ui.preview.begins')} done={0} total={0} />
  const { done, total } = progress
  return <Meter label={t('ui.preview.progress', { done: number(done), total: number(total) })} {...progress} />
}

function PreviewFailure({ failure }: { failure: Failure }) {
  const { t } = useWords()
  if (failure.fields) return <Notice tone="attention" title={t('ui.preview.faulty')} />
  return <FailureNotice failure={failure} />
}
