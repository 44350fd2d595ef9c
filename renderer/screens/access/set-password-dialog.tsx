import { useState } from 'react'
import type { UserEntryDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { isComplete, NewPasswordFields, noPassword, speaksOfField } from './account-fields'
import type { Ends } from './add-user-dialog'

/** A new password for somebody who forgot theirs; whoever is signed in with the old one is signed out. */
export function SetPasswordDialog({ user, onClose, onDone }: Ends & { readonly user: UserEntryDto }) {
  const { t } = useWords()
  const [password, setPassword] = useState(noPassword)
  const { send, submit, isBusy, failure, clear } = useSubmit(
    () => call('users.setPassword', { userId: user.id, password: password.password }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  return (
    <FormDialog
      title={t('ui.users.do.password')}
      subtitle={user.name}
      isDirty={false}
      isSaving={isBusy}
      canSave={isComplete(password)}
      failure={failure && !speaksOfField(failure) ? failure : null}
      onSave={send}
      onClose={onClose}
    >
      <form className="form" onSubmit={submit(isComplete(password))}>
        <p className="hint">{t('ui.users.passwordText')}</p>
        <NewPasswordFields
          label={t('ui.account.newPassword')}
          value={password}
          onValue={setPassword}
          failure={failure}
          onChange={clear}
          autoFocus
        />
        <button type="submit" hidden />
      </form>
    </FormDialog>
  )
}
