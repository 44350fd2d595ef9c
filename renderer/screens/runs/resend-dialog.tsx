import type { ProfileDto, RunDto } from '../../../preload/contract/dto'
import { QuestionDialog } from '../../components/question-dialog'
import { ScrollBox } from '../../components/scroll-box'
import { useWords } from '../../hooks/use-words'

interface ResendDialogProps {
  readonly run: RunDto
  readonly profile: ProfileDto | undefined
  readonly onClose: () => void
  readonly onResend: () => void
}

/** Names what goes out once more, and where to. */
export function ResendDialog({ run, profile, onClose, onResend }: ResendDialogProps) {
  const words = useWords()
  const { t } = words
  return (
    <QuestionDialog
      title={t('ui.resend.title', { files: run.files.length })}
      confirm={t('ui.resend.confirm')}
      icon="send"
      look="primary"
      isBusy={false}
      failure={null}
      onConfirm={onResend}
      onClose={onClose}
    >
      <ScrollBox label={t('ui.preview.files')} className="resend-files">
        <ul>
          {run.files.map((file) => (
            <li key={file.no}>
              <span className="file-name">{file.name}</span>
              <span className="second">
                {words.size(file.sizeBytes)}, {t('ui.files.rowCount', { rows: file.rows })}
              </span>
            </li>
          ))}
        </ul>
      </ScrollBox>
      {profile && (
        <p>
          {t('ui.resend.target')}{' '}
          <strong className="place">
            {t(`ui.protocol.${profile.target.protocol}`)}: {profile.target.place}
          </strong>
        </p>
      )}
      <p>{t('ui.resend.text')}</p>
    </QuestionDialog>
  )
}
