import { useState } from 'react'
import type { CallOutput } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { PasswordInput } from '../../components/password-input'
import { useWords } from '../../hooks/use-words'

export type WrittenBackup = NonNullable<CallOutput<'backups.write'>>

interface BackupDialogProps {
  readonly onClose: () => void
  readonly onWritten: (file: WrittenBackup) => void
}

/** Asks for a passphrase, then where to. */
export function BackupDialog({ onClose, onWritten }: BackupDialogProps) {
  const { t } = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const write = async () => {
    setIsBusy(true)
    const answer = await call('backups.write', { passphrase: passphrase === '' ? null : passphrase })
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
    if (answer.ok && answer.value) onWritten(answer.value)
  }
  return (
    <FormDialog
      title={t('ui.backup.writeTitle')}
      subtitle={t('ui.backup.writeSubtitle')}
      isDirty={false}
      isSaving={isBusy}
      saveWord={t('ui.backup.writeConfirm')}
      failure={failure}
      onSave={() => void write()}
      onClose={onClose}
    >
      <p className="hint">{t('ui.backup.writeText')}</p>
      <PasswordInput
        label={t('ui.backup.passphrase')}
        hint={t('ui.backup.passphraseHint')}
        autoComplete="new-password"
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
    </FormDialog>
  )
}
