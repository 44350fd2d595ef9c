import { useState } from 'react'
import { call } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { PasswordInput } from '../../components/password-input'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { isComplete, NewPasswordFields, noPassword, speaksOfField } from './account-fields'

/** Mein Kennwort ändern: with the old one. */
export function ChangePasswordDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useWords()
  const [before, setBefore] = useState('')
  const [after, setAfter] = useState(noPassword)
  const { send, submit, isBusy, failure, clear } = useSubmit(
    () => call('access.changePassword', { before, after: after.password }),
    (answer) => {
      if (answer.ok) onClose()
      else if (!speaksOfField(answer)) setBefore('')
    },
  )
  const isReady = before !== '' && isComplete(after)
  return (
    <FormDialog
      title={t('ui.user.password')}
      subtitle={name}
      isDirty={false}
      isSaving={isBusy}
      failure={failure && !speaksOfField(failure) ? failure : null}
      canSave={isReady}
      onSave={send}
      onClose={onClose}
    >
      <form className="form" onSubmit={submit(isReady)}>
        <PasswordInput
          label={t('ui.account.oldPassword')}
          autoComplete="current-password"
          value={before}
          onChange={(typed) => {
            setBefore(typed)
            clear()
          }}
          autoFocus
        />
        <NewPasswordFields
          label={t('ui.account.newPassword')}
          value={after}
          onValue={setAfter}
          failure={failure}
          onChange={clear}
        />
        <button type="submit" hidden />
      </form>
    </FormDialog>
  )
}
