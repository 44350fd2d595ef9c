import { useState } from 'react'
import type { UserGroupDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { isComplete, NameField, NewPasswordFields, noPassword, speaksOfField } from './account-fields'
import { GroupChoice } from './group-choice'

export interface Ends {
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A new account; the password is told to the person, who changes it then. */
export function AddUserDialog({ onClose, onDone }: Ends) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [group, setGroup] = useState<UserGroupDto>('users')
  const [password, setPassword] = useState(noPassword)
  const { send, submit, isBusy, failure, clear } = useSubmit(
    () => call('users.create', { name, group, password: password.password }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  const isDirty = name !== '' || password.password !== ''
  const isReady = name.trim() !== '' && isComplete(password)
  return (
    <FormDialog
      title={t('ui.users.add')}
      subtitle={t('ui.users.addText')}
      isDirty={isDirty}
      isSaving={isBusy}
      canSave={isReady}
      failure={failure && !speaksOfField(failure) ? failure : null}
      onSave={send}
      onClose={onClose}
    >
      <form className="form" onSubmit={submit(isReady)}>
        <NameField value={name} onValue={setName} failure={failure} onChange={clear} autoFocus />
        <GroupChoice value={group} onChange={setGroup} />
        <NewPasswordFields value={password} onValue={setPassword} failure={failure} onChange={clear} />
        <button type="submit" hidden />
      </form>
    </FormDialog>
  )
}
