import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { QuestionDialog } from '../../components/question-dialog'
import { useWords } from '../../hooks/use-words'

/** Asks before a profile is removed, and says what stays. */
export function RemoveDialog({ profile, onClose }: { profile: ProfileDto; onClose: () => void }) {
  const { t } = useWords()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const remove = async () => {
    setIsBusy(true)
    const answer = await call('profiles.remove', { profileId: profile.id })
    setIsBusy(false)
    if (answer.ok) onClose()
    else setFailure(answer)
  }
  return (
    <QuestionDialog
      title={t('ui.remove.title', { name: profile.name })}
      confirm={t('ui.remove.confirm')}
      icon="trash"
      isBusy={isBusy}
      failure={failure}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t('ui.remove.goes')}</p>
      <p>{t('ui.remove.stays')}</p>
    </QuestionDialog>
  )
}
