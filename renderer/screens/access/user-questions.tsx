import type { UserEntryDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { QuestionDialog } from '../../components/question-dialog'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import type { Ends } from './add-user-dialog'

type QuestionProps = Ends & { readonly user: UserEntryDto }

export function RemoveQuestion({ user, onClose, onDone }: QuestionProps) {
  const { t } = useWords()
  const { send, isBusy, failure } = useSubmit(
    () => call('users.remove', { userId: user.id }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  return (
    <QuestionDialog
      title={t('ui.users.removeQuestion', { name: user.name })}
      confirm={t('ui.users.remove')}
      icon="close"
      isBusy={isBusy}
      failure={failure}
      onConfirm={send}
      onClose={onClose}
    >
      <p>{t('ui.users.removeText')}</p>
    </QuestionDialog>
  )
}

export function EnableQuestion({ user, onClose, onDone }: QuestionProps) {
  const { t } = useWords()
  const { send, isBusy, failure } = useSubmit(
    () => call('users.setEnabled', { userId: user.id, enabled: !user.enabled }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  const what = user.enabled ? 'disable' : 'enable'
  return (
    <QuestionDialog
      title={t(`ui.users.${what}Question`, { name: user.name })}
      confirm={t(`ui.users.${what}`)}
      icon={user.enabled ? 'pause' : 'check'}
      look={user.enabled ? 'danger' : 'primary'}
      isBusy={isBusy}
      failure={failure}
      onConfirm={send}
      onClose={onClose}
    >
      <p>{t(`ui.users.${what}Text`)}</p>
    </QuestionDialog>
  )
}
