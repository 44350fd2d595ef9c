import { useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type {
  ExportPreviewDto,
  FieldFaultDto,
  ProfileChoicesDto,
  ProfileDraftDto,
} from '../../../../preload/contract/dto'
import { call, type Failure } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { Notice } from '../../../components/notice'
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
  const [isBusy, setIsBusy] = useState(false)
  const [preview, setPreview] = useState<ExportPreviewDto | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const look = async () => {
    setIsBusy(true)
    const answer = await call('profiles.preview', { draft, isNew })
    setIsBusy(false)
    if (answer.ok) setPreview(answer.value)
    else setFailure(answer)
    if (!answer.ok && answer.fields) onFaults(answer.fields)
  }
  const close = () => {
    setPreview(null)
    setFailure(null)
  }
  return (
    <>
      <ActionButton icon="eye" isPending={isBusy} onPress={() => void look()}>
        {t('ui.preview.open')}
      </ActionButton>
      {(preview || failure) && (
        <ModalOverlay
          className="overlay"
          isOpen
          isDismissable
          onOpenChange={(open) => {
            if (!open) close()
          }}
        >
          <Modal className="modal modal-wide">
            <Dialog className="dialog dialog-form">
              <header>
                <Heading slot="title">{t('ui.preview.title')}</Heading>
                <p className="second">{t('ui.preview.subtitle')}</p>
              </header>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the arrow keys */}
              <section className="dialog-body preview" tabIndex={0} aria-label={t('ui.preview.title')}>
                {failure && <PreviewFailure failure={failure} />}
                {preview && <PreviewDetails preview={preview} choices={choices} />}
              </section>
              <div className="dialog-foot">
                <div className="button-row button-row-end">
                  <ActionButton look="primary" autoFocus onPress={close}>
                    {t('ui.close')}
                  </ActionButton>
                </div>
              </div>
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
    </>
  )
}

function PreviewFailure({ failure }: { failure: Failure }) {
  const { t } = useWords()
  if (failure.fields) return <Notice tone="attention" title={t('ui.preview.faulty')} />
  return <FailureNotice failure={failure} />
}
