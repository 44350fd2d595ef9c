import { useState } from 'react'
import type { ChosenBackupDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { PasswordInput } from './password-input'
import { QuestionDialog } from './question-dialog'

interface RestoreButtonProps {
  /** `recovery`: no database opens, and nobody can be signed in. */
  readonly way: 'backups' | 'recovery'
  /** A daily backup; null: the person chooses a file. */
  readonly name: string | null
  readonly label: string
  readonly look?: 'primary' | 'plain'
}

/** Chooses a backup, says what it is, asks, and puts it in the place of what is here. */
export function RestoreButton({ way, name, label, look = 'plain' }: RestoreButtonProps) {
  const [chosen, setChosen] = useState<ChosenBackupDto | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const choose = async () => {
    setIsBusy(true)
    const answer = await call(`${way}.choose`, { name })
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
    setChosen(answer.ok ? answer.value : null)
  }
  return (
    <>
      <ActionButton icon="history" look={look} isPending={isBusy} onPress={() => void choose()}>
        {label}
      </ActionButton>
      {failure && <FailureNotice failure={failure} />}
      {chosen && <Question way={way} chosen={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

interface QuestionProps {
  readonly way: 'backups' | 'recovery'
  readonly chosen: ChosenBackupDto
  readonly onClose: () => void
}

function Question({ way, chosen, onClose }: QuestionProps) {
  const words = useWords()
  const { t } = words
  const [passphrase, setPassphrase] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const restore = async () => {
    setIsBusy(true)
    const answer = await call(`${way}.restore`, { passphrase: passphrase === '' ? null : passphrase })
    setIsBusy(false)
    if (answer.ok) onClose()
    else setFailure(answer)
  }
  return (
    <QuestionDialog
      title={t('ui.backup.question', { at: words.dateTime(chosen.createdMs) })}
      confirm={t('ui.backup.confirm')}
      icon="history"
      isBusy={isBusy}
      failure={failure}
      onConfirm={() => void restore()}
      onClose={onClose}
    >
      <p>{t('ui.backup.questionText', { workstation: chosen.workstation })}</p>
      <p className="strong">{t('ui.backup.questionAsks')}</p>
      {chosen.hasSecrets && (
        <PasswordInput
          label={t('ui.backup.unseal')}
          hint={t('ui.backup.unsealHint')}
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
    </QuestionDialog>
  )
}
